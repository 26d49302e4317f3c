/** Something that a node of the lineage is connected with. */
export interface Neighbour {
  readonly id: string;
  readonly as: string;
  readonly detail?: { readonly [name: string]: string };
}

export interface Neighbours {
  readonly neighbours: readonly Neighbour[];
  /** What was left out, in words. */
  readonly omitted: readonly string[];
}
