import { type ApplyRecord, type Plan, type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import { planOfAnotherProject, wrongBranch } from "../errors.ts";
import type { Project } from "../project.ts";

export interface ApplyRequest {
  readonly plan: Plan;
  readonly command: "apply" | "destroy";
}

/** Does exactly what the plan says, in one transaction, or fails and changes nothing. */
export function applyPlan(project: Project, { plan, command }: ApplyRequest): Promise<Result<ApplyRecord>> {
  return toResult(async () => {
    const { project: name, environment, branch } = await project.load();
    if (plan.project !== name || plan.environment !== environment)
      throw planOfAnotherProject(
        "the plan",
        inEnvironment(plan.project, plan.environment),
        inEnvironment(name ?? "", environment),
      );
    const adapters = await project.adapters();
    const here = branch === undefined ? undefined : await adapters.git.state();
    if (branch !== undefined && here?.branch !== branch)
      throw wrongBranch(environment ?? "", branch, here?.branch ?? "no branch");
    return engine.applyPlan(plan, adapters, command);
  });
}

function inEnvironment(project: string, environment: string | undefined): string {
  return environment === undefined
    ? `project ${project}`
    : `project ${project} in environment ${environment}`;
}
