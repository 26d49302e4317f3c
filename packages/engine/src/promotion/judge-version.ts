import {
  canonicalJson,
  type Evaluation,
  type ModelVersion,
  type PromotionPolicy,
  type Run,
  timestamp,
} from "@mlx/core";
import { judgePolicy, verdictOf } from "@mlx/models";
import { gatherFacts } from "./gather-facts.ts";
import type { PromotionDeps } from "./promotion-deps.ts";

export interface JudgedVersion {
  readonly evaluation: Evaluation;
  /** Evaluations that it waits for and that were made just now; somebody has to work on them. */
  readonly runs: readonly Run[];
}

export interface JudgeRequest {
  readonly version: ModelVersion;
  readonly policy: PromotionPolicy;
  /** Who wants to know. */
  readonly actor: string;
  /** The evaluation before; one that comes to the very same is not kept again. */
  readonly before?: Evaluation;
}

/** Judges a version by a policy, as things are now, and keeps what came of it. */
export async function judgeVersion(
  { version, policy, actor, before }: JudgeRequest,
  deps: PromotionDeps,
): Promise<JudgedVersion> {
  const { store, clock, ids, emit } = deps;
  const bearer = await store.models.byAlias(version.model, policy.alias);
  const { facts, runs } = await gatherFacts(version, policy, deps);
  const results = judgePolicy(policy, facts);
  const verdict = verdictOf(results);
  const found = {
    ...{ model: version.model, version: version.version, policy },
    ...(bearer === undefined ? {} : { against: bearer.version }),
    ...{ results, verdict },
  };
  if (before !== undefined && isSame(before, found)) return { evaluation: before, runs };
  const now = clock.now();
  const evaluation: Evaluation = { ...found, id: ids.uuid(), actor, at: timestamp(now) };
  await store.models.putEvaluation(evaluation);
  emit({ type: "model-judged", at: now, evaluation });
  return { evaluation, runs };
}

type Found = Omit<Evaluation, "id" | "actor" | "at">;

function isSame(before: Evaluation, found: Found): boolean {
  const { id: _, actor: __, at: ___, ...rest } = before;
  return canonicalJson(rest) === canonicalJson(found);
}
