/** Addresses: `kind/name`, or `kind/name[key]` where `forEach` or `matrix` made several. */

/** In the order in which they refer to each other. */
export const kinds = ["dataset", "recipe", "instance", "experiment", "model", "service"] as const;
export type Kind = (typeof kinds)[number];

/** The section of a file that declares a kind, e.g. `datasets` for `dataset`. */
export const sectionOf = {
  dataset: "datasets",
  recipe: "recipes",
  instance: "instances",
  experiment: "experiments",
  model: "models",
  service: "services",
} as const satisfies Record<Kind, string>;

export type Address<K extends Kind = Kind> = `${K}/${string}` & { readonly "~address": K };

export interface AddressParts<K extends Kind = Kind> {
  readonly kind: K;
  readonly name: string;
  /** What stands between the brackets, e.g. `eu` or `eu,3`. */
  readonly key?: string;
}

export const namePattern = /^[a-z][a-z0-9-]{0,62}$/;
const addressPattern = /^([a-z]+)\/([a-z][a-z0-9-]{0,62})(?:\[([^[\]]+)\])?$/;

function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text);
}

/** The address's parts, or `undefined` when the text is not an address. */
export function parseAddress(text: string): AddressParts | undefined {
  const match = addressPattern.exec(text);
  const [, kind, name, key] = match ?? [];
  if (kind === undefined || name === undefined || !isKind(kind)) return undefined;
  return key === undefined ? { kind, name } : { kind, name, key };
}

/** The one place where an address is made. */
export function formatAddress<K extends Kind>({ kind, name, key }: AddressParts<K>): Address<K> {
  return (key === undefined ? `${kind}/${name}` : `${kind}/${name}[${key}]`) as Address<K>;
}

/** True, and narrowed, when the text is an address (of that kind, when one is named). */
export function isAddress<K extends Kind = Kind>(text: string, kind?: K): text is Address<K> {
  const parts = parseAddress(text);
  return parts !== undefined && (kind === undefined || parts.kind === kind);
}

export function kindOf<K extends Kind>(address: Address<K>): K {
  return address.slice(0, address.indexOf("/")) as K;
}

/** `name` or `name[key]`: the address without its kind. A model is named so after its instance. */
export function nameOf(address: Address): string {
  return address.slice(address.indexOf("/") + 1);
}
