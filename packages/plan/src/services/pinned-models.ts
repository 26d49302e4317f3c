import type { Address, Consequence, PlanBlock } from "@mlx/core";

/** A model whose alias the files keep at one version, against where it points now. */
export interface PinnedModel {
  readonly model: Address<"model">;
  readonly alias: string;
  /** Absent: nothing bears the alias. */
  readonly from?: number;
  readonly to: number;
  /** Why the version cannot bear it, e.g. `there is no such version`. */
  readonly problem?: string;
}

export function movedPins(pinned: readonly PinnedModel[]): readonly Consequence[] {
  return pinned
    .filter(({ from, to, problem }) => problem === undefined && from !== to)
    .map(({ model, alias, from, to }) => ({
      type: "alias-pinned",
      model,
      alias,
      ...(from === undefined ? {} : { from }),
      to,
    }));
}

export function brokenPins(pinned: readonly PinnedModel[]): readonly PlanBlock[] {
  return pinned.flatMap(({ model, to, problem }): readonly PlanBlock[] =>
    problem === undefined
      ? []
      : [
          {
            type: "pin",
            addresses: [model],
            message: `${model} is pinned to v${to}, and ${problem}; \`mlx models list\` shows which versions there are`,
          },
        ],
  );
}
