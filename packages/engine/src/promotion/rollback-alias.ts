import { type AliasMove, formatModelVersion, type ModelVersion, type Store, timestamp } from "@mlx/core";
import {
  aliasPinned,
  bearsAlready,
  findModel,
  neverBore,
  nothingToRollBack,
  notPromotable,
  reasonMissing,
} from "@mlx/models";
import { openAliasLog, readBearersBefore } from "./alias-log.ts";
import type { PromotionDeps } from "./promotion-deps.ts";
import { aliasOf, readModelSpec } from "./read-model-spec.ts";
import { requireFiles } from "./require-files.ts";

export interface RollbackRequest {
  readonly model: string;
  /** That of the model's policy where absent; without a policy `champion`. */
  readonly alias?: string;
  /** A version that bore the alias before; absent: the one before the present one. */
  readonly to?: number;
  readonly reason: string;
}

export interface RolledBackAlias {
  /** That bore it until now. */
  readonly from: ModelVersion;
  readonly to: ModelVersion;
  readonly move: AliasMove;
}

/**
 * Takes the last promotion of an alias back: it points to the version that bore it before. What was rolled
 * back from is none to roll back to, so two rollbacks go two back. A pointer is moved, nothing else: runs
 * under way keep their model. Somebody who moves it meanwhile is not undone (5030). Failures: 7001, 7002,
 * 7006, 7011 to 7014, 7020.
 */
export async function rollbackAlias(
  { model, reason, to, ...request }: RollbackRequest,
  deps: PromotionDeps,
): Promise<RolledBackAlias> {
  const { store, clock, emit, actor } = deps;
  const spec = await readModelSpec(model, store);
  const alias = request.alias ?? aliasOf(spec);
  if (reason.trim() === "") throw reasonMissing("a rollback");
  if (spec?.pin !== undefined && alias === aliasOf(spec)) throw aliasPinned(model, alias, spec.pin);
  const from = await findModel(store.models, `${model}@${alias}`, "show");
  const target =
    to === undefined
      ? await findPrevious(model, alias, from.version, store)
      : await findNamed(model, alias, to, store);
  if (target.version === from.version) throw bearsAlready(target, alias);
  await requireFiles(target, deps);
  const now = clock.now();
  const move = await store.models.moveAlias({
    ...{ model, alias, from: from.version, to: target.version, kind: "rollback" },
    ...{ actor, reason, at: timestamp(now) },
  });
  emit({ type: "alias-moved", at: now, move });
  return { from, to: target, move };
}

async function findNamed(model: string, alias: string, to: number, store: Store): Promise<ModelVersion> {
  const version = await findModel(store.models, formatModelVersion({ model, version: to }));
  if (version.status !== "READY") throw notPromotable(version);
  const log = openAliasLog(store.models, { model, alias });
  for (let index = 0; ; index += 1) {
    const move = await log.at(index);
    if (move === undefined) throw neverBore(version, alias);
    if (move.to === to) return version;
  }
}

async function findPrevious(
  model: string,
  alias: string,
  current: number,
  { models }: Store,
): Promise<ModelVersion> {
  for await (const bearer of readBearersBefore(openAliasLog(models, { model, alias }))) {
    const version = bearer === current ? undefined : await models.get(model, bearer);
    if (version?.status === "READY") return version;
  }
  throw nothingToRollBack(model, alias, current);
}
