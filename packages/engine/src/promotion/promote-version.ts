import {
  type AliasMove,
  aliasPattern,
  type Evaluation,
  MlxError,
  type ModelVersion,
  type PromotionPolicy,
  timestamp,
} from "@mlx/core";
import {
  aliasPinned,
  doesNotBear,
  notAnAlias,
  notPromotable,
  promotionRefused,
  reasonMissing,
} from "@mlx/models";
import { judgeVersion } from "./judge-version.ts";
import type { PromotionDeps } from "./promotion-deps.ts";
import { aliasOf, readModelSpec } from "./read-model-spec.ts";
import { requireFiles } from "./require-files.ts";

export interface PromoteRequest {
  readonly version: ModelVersion;
  /** That of the model's policy where absent; without a policy `champion`. */
  readonly alias?: string;
  readonly reason?: string;
  /** Whatever its policy says. */
  readonly force: boolean;
}

export interface PromotedVersion {
  readonly version: ModelVersion;
  readonly alias: string;
  /** Absent: it bore the alias already. */
  readonly move?: AliasMove;
  /** What its policy said; absent where it has none for this alias. */
  readonly evaluation?: Evaluation;
}

/**
 * Gives an alias to a version, if the policy of its model lets it. Where the alias is moved meanwhile, the
 * version is judged anew, against the one that bears it by then. Failures: 7010 to 7012, 7014 to 7016, 7020,
 * 5031.
 */
export async function promoteVersion(
  { version, force, ...request }: PromoteRequest,
  deps: PromotionDeps,
): Promise<PromotedVersion> {
  const spec = await readModelSpec(version.model, deps.store);
  const { alias = aliasOf(spec), reason } = request;
  if (!aliasPattern.test(alias)) throw notAnAlias(alias);
  if (spec?.pin !== undefined && alias === aliasOf(spec)) throw aliasPinned(version.model, alias, spec.pin);
  if (version.status !== "READY") throw notPromotable(version);
  if (force && (reason ?? "").trim() === "") throw reasonMissing("a promotion by force");
  await requireFiles(version, deps);
  const policy = spec?.promotion?.alias === alias ? spec.promotion : undefined;
  return moveTo({ version, alias, force, ...(reason === undefined ? {} : { reason }) }, policy, deps);
}

/** The bearer that a version is judged against is the one that it takes the alias from. */
async function moveTo(
  { version, alias, reason, force }: PromoteRequest & { readonly alias: string },
  policy: PromotionPolicy | undefined,
  deps: PromotionDeps,
): Promise<PromotedVersion> {
  const { models } = deps.store;
  for (;;) {
    const bearer = await models.byAlias(version.model, alias);
    if (bearer?.version === version.version) return { version, alias };
    if (policy?.from !== undefined && !force) {
      const source = await models.byAlias(version.model, policy.from);
      if (source?.version !== version.version) throw doesNotBear(version, policy);
    }
    const evaluation =
      policy === undefined
        ? undefined
        : (await judgeVersion({ version, policy, actor: deps.actor }, deps)).evaluation;
    if (evaluation !== undefined && evaluation.verdict !== "passed" && !force)
      throw promotionRefused(version, evaluation);
    if (evaluation !== undefined && evaluation.against !== bearer?.version) continue;
    const move = await tryMove({ version, alias, bearer, reason, evaluation }, deps);
    if (move === undefined) continue;
    return {
      ...{ version, alias, move },
      ...(evaluation === undefined ? {} : { evaluation }),
    };
  }
}

export interface Promotion {
  readonly version: ModelVersion;
  readonly alias: string;
  readonly bearer: ModelVersion | undefined;
  readonly reason?: string | undefined;
  readonly evaluation?: Evaluation | undefined;
}

/** `undefined` where somebody has moved the alias since its bearer was looked at. */
export async function tryMove(
  { version, alias, bearer, reason, evaluation }: Promotion,
  { store, clock, emit, actor }: PromotionDeps,
): Promise<AliasMove | undefined> {
  const now = clock.now();
  try {
    const move = await store.models.moveAlias({
      ...{ model: version.model, alias, to: version.version, kind: "promote", actor, at: timestamp(now) },
      ...(bearer === undefined ? {} : { from: bearer.version }),
      ...(reason === undefined ? {} : { reason }),
      ...(evaluation === undefined ? {} : { evaluation: evaluation.id }),
    });
    emit({ type: "alias-moved", at: now, move });
    return move;
  } catch (error) {
    if (error instanceof MlxError && error.code === "MLX5030") return undefined;
    throw error;
  }
}
