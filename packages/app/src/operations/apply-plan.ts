import { type ApplyRecord, hasErrors, MlxError, type Plan, type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import { configurationInvalid, imageLockNotWritten, planOfAnotherProject, wrongBranch } from "../errors.ts";
import type { Project } from "../project.ts";
import { updateImageLock } from "../update-image-lock.ts";

export interface ApplyRequest {
  readonly plan: Plan;
  readonly command: "apply" | "destroy";
}

/**
 * Does exactly what the plan says, in one transaction, or fails and changes nothing. After it
 * `mlx.lock` gets the images that the plan pins; where only that fails (8013), the plan is applied.
 */
export function applyPlan(project: Project, { plan, command }: ApplyRequest): Promise<Result<ApplyRecord>> {
  return toResult(async () => {
    await checkOwner(project, plan, command);
    const { environment, branch } = await project.load();
    const adapters = await project.adapters();
    const here = branch === undefined ? undefined : await adapters.git.state();
    if (branch !== undefined && here?.branch !== branch)
      throw wrongBranch(environment ?? "", branch, here?.branch ?? "no branch");
    const record = await engine.applyPlan(plan, adapters, command);
    if (command === "apply") await writePins(project, plan, record);
    return record;
  });
}

async function writePins(project: Project, { hints }: Plan, { serial }: ApplyRecord): Promise<void> {
  try {
    const put = hints.flatMap((hint) => (hint.type === "image-pin" ? [hint.image] : []));
    await updateImageLock(project, { put });
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    throw imageLockNotWritten(serial, error);
  }
}

/**
 * Whether a saved plan still is one to apply: of this project and environment, of this store, and of
 * what the store holds now. An empty plan is not applied, so nothing else would tell.
 */
export function checkPlan(project: Project, { plan }: Pick<ApplyRequest, "plan">): Promise<Result<void>> {
  return toResult(async () => {
    await checkOwner(project, plan, "apply");
    const { store } = await project.adapters();
    const { id } = await store.installation();
    if (plan.installation !== id) throw engine.planStale("it was made for another store");
    const { serial } = await store.resources.heads();
    if (plan.serial !== serial)
      throw engine.planStale(
        `it was made at serial ${plan.serial} of the store, which is at ${serial} by now`,
      );
  });
}

async function checkOwner(project: Project, plan: Plan, command: "apply" | "destroy"): Promise<void> {
  const { project: name, environment, diagnostics } = await project.load();
  const isOther = plan.project !== name || plan.environment !== environment;
  // What cannot be read cannot be compared; and to destroy, the names are enough.
  if (hasErrors(diagnostics) && (isOther || command === "apply")) throw configurationInvalid(diagnostics);
  if (isOther)
    throw planOfAnotherProject(
      "the plan",
      inEnvironment(plan.project, plan.environment),
      inEnvironment(name ?? "", environment),
    );
}

function inEnvironment(project: string, environment: string | undefined): string {
  return environment === undefined
    ? `project ${project}`
    : `project ${project} in environment ${environment}`;
}
