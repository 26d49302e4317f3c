import {
  canonicalJson,
  type Evaluation,
  formatModelVersion,
  type ModelSpec,
  type ModelVersion,
  nameOf,
  type PromotionPolicy,
  type Run,
  type RunStore,
} from "@mlx/core";
import { openAliasLog } from "./alias-log.ts";
import { judgeVersion } from "./judge-version.ts";
import { tryMove } from "./promote-version.ts";
import { type PromotionDeps, policyActor } from "./promotion-deps.ts";
import { hasFiles } from "./require-files.ts";

export interface DuePromotions {
  /** How many policies there are. */
  readonly policies: number;
  /** Evaluations that were made; somebody has to work on them. */
  readonly runs: readonly Run[];
}

/** So many of the newest evaluations of a model say which of its versions were judged. */
const looked = 100;

/**
 * Judges each new version of models with a policy, and those that waited, and promotes those that pass where the
 * policy is `auto`. Of what there was before the policy only the newest version is judged, as it is when the
 * policy changes. Who bore the alias once does not get it again by itself, so nobody's rollback is undone; nor does a version
 * whose files are gone.
 * Idempotent: what a process leaves undone when it dies is done by the next look of any other.
 */
export async function promoteDue(deps: PromotionDeps): Promise<DuePromotions> {
  const runs: Run[] = [];
  let policies = 0;
  for (const resource of await deps.store.resources.list("model")) {
    if (resource.kind !== "model" || !resource.spec.enabled) continue;
    const { promotion } = resource.spec;
    if (promotion === undefined) continue;
    policies += 1;
    runs.push(...(await judgeNew(nameOf(resource.address), resource.spec, promotion, deps)));
  }
  return { policies, runs };
}

async function judgeNew(
  model: string,
  spec: ModelSpec,
  policy: PromotionPolicy,
  deps: PromotionDeps,
): Promise<readonly Run[]> {
  const { models } = deps.store;
  const judged = new Map<number, Evaluation>();
  for (const evaluation of await models.evaluations({ model }, { limit: looked }))
    if (evaluation.policy.alias === policy.alias && !judged.has(evaluation.version))
      judged.set(evaluation.version, evaluation);
  const runs: Run[] = [];
  const isMoving = policy.auto && spec.pin === undefined;
  for (const version of await findCandidates(model, policy, judged, isMoving, deps)) {
    const bearer = await models.byAlias(model, policy.alias);
    if (bearer !== undefined && bearer.version >= version.version && judged.has(version.version)) continue;
    const before = judged.get(version.version);
    if (before !== undefined && (await hasBorne(version, policy.alias, deps))) continue;
    const request = { version, policy, actor: policyActor };
    const { evaluation, runs: made } = await judgeVersion(
      before === undefined ? request : { ...request, before },
      deps,
    );
    runs.push(...made);
    if (evaluation.verdict !== "passed" || !isMoving) continue;
    if (bearer?.version === version.version || evaluation.against !== bearer?.version) continue;
    if (before === undefined && (await hasBorne(version, policy.alias, deps))) continue;
    if (!(await hasFiles(version, deps))) continue;
    const promotion = { version, alias: policy.alias, bearer, evaluation };
    await tryMove(promotion, { ...deps, actor: policyActor });
  }
  return runs;
}

/** Oldest first; only READY ones. */
async function findCandidates(
  model: string,
  policy: PromotionPolicy,
  judged: ReadonlyMap<number, Evaluation>,
  isMoving: boolean,
  { store: { models, runs } }: PromotionDeps,
): Promise<readonly ModelVersion[]> {
  const newest =
    policy.from === undefined ? await models.latest(model) : await models.byAlias(model, policy.from);
  if (newest === undefined) return [];
  const numbers = new Set<number>();
  if (policy.from === undefined && judged.size > 0)
    for (let number = Math.max(...judged.keys()) + 1; number < newest.version; number += 1)
      numbers.add(number);
  if (policy.from === undefined)
    for (const [number, { verdict }] of judged) if (verdict === "waiting") numbers.add(number);
  const last = judged.get(newest.version);
  if (isOpen(last, policy, isMoving) || (last !== undefined && (await isMeasuredSince(last, runs))))
    numbers.add(newest.version);
  const found = await Promise.all([...numbers].map((number) => models.get(model, number)));
  return found
    .flatMap((version) => (version?.status === "READY" ? [version] : []))
    .toSorted((a, b) => a.version - b.version);
}

/** Not judged by this policy, or not to the end: one that passed may not have been promoted. */
function isOpen(evaluation: Evaluation | undefined, policy: PromotionPolicy, isMoving: boolean): boolean {
  if (evaluation === undefined || evaluation.verdict === "waiting") return true;
  if (canonicalJson(evaluation.policy) !== canonicalJson(policy)) return true;
  return isMoving && evaluation.verdict === "passed";
}

/** So many of the newest runs with a version are looked at for an evaluation that was tried again. */
const retried = 50;

/**
 * Whether it failed only because a version could not be evaluated, and an evaluation has come to its end since:
 * somebody had it tried again.
 */
async function isMeasuredSince(
  { model, version, against, results, verdict, at }: Evaluation,
  runs: RunStore,
): Promise<boolean> {
  const failed = results.filter((result) => result.verdict === "failed");
  if (verdict !== "failed" || !failed.every(({ gate }) => gate.type === "beats" && gate.on !== undefined))
    return false;
  for (const number of [version, against]) {
    if (number === undefined) continue;
    const users = await runs.usersOf(
      { model: formatModelVersion({ model, version: number }) },
      { limit: retried },
    );
    const isSince = ({ trigger, status, endedAt = "" }: Run) =>
      trigger === "policy" && status.state === "DONE" && endedAt > at;
    if (users.some(isSince)) return true;
  }
  return false;
}

async function hasBorne(
  { model, version }: ModelVersion,
  alias: string,
  { store }: PromotionDeps,
): Promise<boolean> {
  const log = openAliasLog(store.models, { model, alias });
  for (let index = 0; ; index += 1) {
    const move = await log.at(index);
    if (move === undefined) return false;
    if (move.to === version) return true;
  }
}
