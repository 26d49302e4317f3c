import { type Evaluation, type Result, timestamp, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import { approverOf, findModel, noApprovalWanted, noPolicy, notAnApprover } from "@mlx/models";
import type { Project } from "../project.ts";
import { settleRegistry } from "./settle-policies.ts";
import { startWorkers } from "./start-workers.ts";

/** Judges a version by its model's policy, and keeps what came of it; nothing is moved. Failures: 7001 to 7009, 7021. */
export function judgeModel(project: Project, { ref }: { readonly ref: string }): Promise<Result<Evaluation>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const version = await findModel(adapters.store.models, ref);
    const policy = (await engine.readModelSpec(version.model, adapters.store))?.promotion;
    if (policy === undefined) throw noPolicy(version.model);
    const { evaluation } = await engine.judgeVersion({ version, policy, actor: adapters.actor }, adapters);
    await startWorkers(project, "policy");
    return evaluation;
  });
}

export interface ApproveModelRequest {
  readonly ref: string;
  readonly alias?: string;
  readonly comment?: string;
}

export interface ApprovedModel {
  readonly evaluation: Evaluation;
  /** It bears the alias now. */
  readonly promoted: boolean;
}

/**
 * Approves of a version, as the gates `approval` of its policy ask for; a policy that is `auto` promotes it
 * when it passes by that. Failures: 7001 to 7009, 7017, 7021.
 */
export function approveModel(
  project: Project,
  { ref, comment, ...request }: ApproveModelRequest,
): Promise<Result<ApprovedModel>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { store, actor, clock } = adapters;
    const version = await findModel(store.models, ref);
    const { model, version: number } = version;
    const policy = (await engine.readModelSpec(model, store))?.promotion;
    if (policy === undefined) throw noPolicy(model);
    const { alias = policy.alias } = request;
    const gates = policy.gates.flatMap((gate) => (gate.type === "approval" ? [gate] : []));
    if (gates.length === 0 || alias !== policy.alias) throw noApprovalWanted(model, alias);
    if (gates.every((gate) => approverOf(gate, actor) === undefined))
      throw notAnApprover(actor, alias, [...new Set(gates.flatMap(({ by }) => by))]);
    await store.models.approve({
      ...{ model, version: number, alias, actor, at: timestamp(clock.now()) },
      ...(comment === undefined ? {} : { comment }),
    });
    await settleRegistry(project);
    const bearer = await store.models.byAlias(model, alias);
    const promoted = bearer?.version === number;
    const [newest] = await store.models.evaluations({ model, version: number }, { limit: 1 });
    if (promoted && newest !== undefined) return { evaluation: newest, promoted };
    // What the policy has come to just now is not kept a second time.
    const before = newest === undefined ? {} : { before: newest };
    const { evaluation } = await engine.judgeVersion({ version, policy, actor, ...before }, adapters);
    await startWorkers(project, "policy");
    return { evaluation, promoted };
  });
}
