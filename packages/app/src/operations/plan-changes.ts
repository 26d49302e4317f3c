import {
  type DatasetProfile,
  type DatasetSpec,
  type Diagnostic,
  MlxError,
  type Plan,
  type Result,
  toResult,
} from "@mlx/core";
import { planBlocked, planProject, planProjectDestroy } from "@mlx/engine";
import { configurationInvalid } from "../errors.ts";
import type { Project } from "../project.ts";

export interface PlanRequest {
  /** Plan to delete everything. */
  readonly destroy?: boolean;
  readonly allowMassDelete?: boolean;
  /** Also count rows and columns of the datasets. */
  readonly profiles?: boolean;
}

export interface PlannedChanges {
  readonly plan: Plan;
  readonly warnings: readonly Diagnostic[];
  /** What an apply of it would fail with because of its blocks. */
  readonly blocked: MlxError | undefined;
  /** By address; empty unless asked for. */
  readonly profiles: Readonly<Record<string, ProfileOrProblem>>;
}

export type ProfileOrProblem = DatasetProfile | { readonly problem: string };

/** What an apply would do now. Reads only. */
export function planChanges(project: Project, request: PlanRequest): Promise<Result<PlannedChanges>> {
  return toResult(async () => {
    if (request.destroy) {
      const { project: declared, diagnostics, incomplete = false } = await project.load();
      // Nothing is deleted by what is only remembered.
      if (declared === undefined || incomplete) throw configurationInvalid(diagnostics);
      const adapters = await project.adapters();
      const { project: name, environment } = await project.configuration();
      const desired = {
        project: name,
        ...(environment === undefined ? {} : { environment }),
      };
      const { plan, warnings } = await planProjectDestroy(desired, adapters);
      return { plan, warnings, blocked: blockedBy(plan), profiles: {} };
    }
    const { state, loaded } = await project.desired();
    const adapters = await project.adapters();
    const { plan, warnings } = await planProject(state, adapters, {
      allowMassDelete: request.allowMassDelete ?? false,
    });
    const profiles: Record<string, ProfileOrProblem> = {};
    if (request.profiles)
      for (const resource of state.resources)
        if (resource.kind === "dataset")
          profiles[resource.address] = await profileDataset(project, resource.spec);
    return { plan, warnings: [...loaded.diagnostics, ...warnings], blocked: blockedBy(plan), profiles };
  });
}

function blockedBy({ blocks }: Plan): MlxError | undefined {
  return blocks.length === 0 ? undefined : planBlocked(blocks);
}

/** Rows and columns, or why they cannot be had. */
export async function profileDataset(project: Project, spec: DatasetSpec): Promise<ProfileOrProblem> {
  try {
    return await (await project.adapters()).datasets.profile(spec);
  } catch (error) {
    if (error instanceof MlxError) return { problem: error.summary };
    throw error;
  }
}
