import { type AliasMove, type Evaluation, type Result, toResult } from "@mlx/core";
import { findModel, parseModelRef } from "@mlx/models";
import type { Project } from "../project.ts";

export interface ModelHistoryRequest {
  /** `NAME`, or `NAME@alias` for one alias. */
  readonly ref: string;
  readonly limit: number;
}

export interface ModelHistory {
  readonly model: string;
  /** Newest first. */
  readonly moves: readonly (AliasMove & { readonly gates?: Evaluation })[];
  /** Newest first; those that moved nothing are among them. */
  readonly evaluations: readonly Evaluation[];
}

/** Where the aliases of a model pointed, who moved them, and why. Failures: 7001, 7003. */
export function modelHistory(
  project: Project,
  { ref: text, limit }: ModelHistoryRequest,
): Promise<Result<ModelHistory>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    const ref = parseModelRef(text);
    const known = ref !== undefined && (await store.models.versions(ref.model)).length > 0;
    const model = known ? ref.model : (await findModel(store.models, text, "show")).model;
    const alias = ref?.selector.type === "alias" ? ref.selector.alias : undefined;
    const moves = await store.models.aliasMoves(
      { model, ...(alias === undefined ? {} : { alias }) },
      { limit },
    );
    const evaluations = await store.models.evaluations({ model }, { limit: Math.max(limit, 100) });
    const byId = new Map(evaluations.map((evaluation) => [evaluation.id, evaluation]));
    return {
      model,
      moves: moves.map((move) => {
        const gates = move.evaluation === undefined ? undefined : byId.get(move.evaluation);
        return gates === undefined ? move : { ...move, gates };
      }),
      evaluations: evaluations
        .filter(({ policy }) => alias === undefined || policy.alias === alias)
        .slice(0, limit),
    };
  });
}
