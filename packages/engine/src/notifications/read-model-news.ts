import type { AliasMove, Evaluation } from "@mlx/core";
import { policyActor } from "../promotion/promotion-deps.ts";
import type { AliasNews, RefusalNews } from "./news.ts";

/**
 * Those of the moves and evaluations that somebody is told of. What a person has judged is told to him, and
 * to nobody else; an alias that is removed was wanted so.
 */
export function readModelNews(
  moves: readonly AliasMove[],
  evaluations: readonly { readonly evaluation: Evaluation }[],
): readonly (AliasNews | RefusalNews)[] {
  return [
    ...moves.flatMap((move): readonly AliasNews[] => {
      if (move.to === undefined) return [];
      return [
        { about: "alias", told: move.kind === "rollback" ? "model.rolled-back" : "model.promoted", move },
      ];
    }),
    ...evaluations.flatMap(({ evaluation }): readonly RefusalNews[] =>
      evaluation.verdict === "failed" && evaluation.actor === policyActor
        ? [{ about: "evaluation", told: "model.refused", evaluation }]
        : [],
    ),
  ];
}
