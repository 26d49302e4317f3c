import { type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import { findModel, notAnAliasRef, parseModelRef } from "@mlx/models";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { settleRegistry } from "./settle-policies.ts";
import { startWorkers } from "./start-workers.ts";

export interface PromoteModelRequest {
  /** A reference, or a run that made one. */
  readonly ref: string;
  readonly alias?: string;
  readonly reason?: string;
  readonly force: boolean;
}

/** Gives an alias to a version, if its policy lets it. Failures: 7001 to 7003, 7006, 7008 to 7012, 7014 to 7016, 7020. */
export function promoteModel(
  project: Project,
  { ref, ...request }: PromoteModelRequest,
): Promise<Result<engine.PromotedVersion>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const version = await engine.findPromotable(adapters.store, ref);
    try {
      const promoted = await engine.promoteVersion({ version, ...request }, adapters);
      await settleRegistry(project);
      return promoted;
    } catch (error) {
      // Its policy may wait for evaluations that were made for it just now.
      await startWorkers(project, "policy");
      throw error;
    }
  });
}

export interface RollbackModelRequest {
  /** `NAME` or `NAME@alias`. */
  readonly ref: string;
  /** `v3` or `3`; absent: one step back. */
  readonly to?: string;
  readonly reason: string;
}

/** Takes the last promotion back. Failures: 7001 to 7003, 7006, 7011 to 7014, 7020, 5030. */
export function rollbackModel(
  project: Project,
  { ref, to, reason }: RollbackModelRequest,
): Promise<Result<engine.RolledBackAlias>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { model, alias } = await whichAlias(ref, adapters);
    const version = to === undefined ? undefined : await whichVersion(model, to, adapters);
    const rolledBack = await engine.rollbackAlias(
      {
        ...{ model, reason },
        ...(alias === undefined ? {} : { alias }),
        ...(version === undefined ? {} : { to: version }),
      },
      adapters,
    );
    await settleRegistry(project);
    return rolledBack;
  });
}

async function whichAlias(
  text: string,
  { store }: Adapters,
): Promise<{ readonly model: string; readonly alias?: string }> {
  const ref = parseModelRef(text);
  if (ref?.selector.type === "alias" && ref.selector.at === undefined)
    return { model: ref.model, alias: ref.selector.alias };
  if (ref?.selector.type === "latest" && !text.endsWith("@latest")) {
    if ((await store.models.versions(ref.model)).length === 0) await findModel(store.models, ref.model);
    return { model: ref.model };
  }
  throw notAnAliasRef(text);
}

async function whichVersion(model: string, text: string, { store }: Adapters): Promise<number> {
  const written = /^\d+$/.test(text) ? `v${text}` : text;
  return (await findModel(store.models, `${model}@${written}`)).version;
}
