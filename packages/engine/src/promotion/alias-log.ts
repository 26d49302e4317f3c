import type { AliasMove, ModelStore } from "@mlx/core";

/** The moves of an alias, newest first; read as far as they are asked for. */
export interface AliasLog {
  /** The move before so many others; `undefined` where there are fewer. */
  at(index: number): Promise<AliasMove | undefined>;
}

const page = 50;

export function openAliasLog(
  models: Pick<ModelStore, "aliasMoves">,
  filter: { readonly model: string; readonly alias: string },
): AliasLog {
  const read: AliasMove[] = [];
  let isWhole = false;
  return {
    at: async (index) => {
      while (index >= read.length && !isWhole) {
        const before = read.at(-1)?.seq;
        const moves = await models.aliasMoves(filter, {
          limit: page,
          ...(before === undefined ? {} : { before }),
        });
        read.push(...moves);
        isWhole = moves.length < page;
      }
      return read[index];
    },
  };
}

/**
 * The versions that bore the alias before the present one, the newest first, as a stack: a promotion puts one
 * on top, and a rollback takes off all above the version that it goes to, or puts one on top that is not in
 * it any more.
 */
export async function* readBearersBefore(log: AliasLog): AsyncGenerator<number> {
  const tops = new Map<number, number>();
  /** Index of the move that put what is on top after the move at `index`. */
  const topAfter = async (index: number): Promise<number> => {
    const known = tops.get(index);
    if (known !== undefined) return known;
    const move = await log.at(index);
    let top = index;
    if (move?.kind === "rollback") {
      let under = await nextUnder(index);
      while (under !== undefined && (await log.at(under))?.to !== move.to) under = await nextUnder(under);
      top = under ?? index;
    }
    tops.set(index, top);
    return top;
  };
  const nextUnder = async (index: number): Promise<number | undefined> =>
    (await log.at(index + 1)) === undefined ? undefined : topAfter(index + 1);

  if ((await log.at(0)) === undefined) return;
  let index = await nextUnder(await topAfter(0));
  while (index !== undefined) {
    const bearer = (await log.at(index))?.to;
    if (bearer !== undefined) yield bearer;
    index = await nextUnder(index);
  }
}
