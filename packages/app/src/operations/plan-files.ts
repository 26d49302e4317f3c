import {
  type ApplyRecord,
  type Digest,
  digestOfJson,
  hasChanges,
  type Plan,
  type Result,
  toResult,
} from "@mlx/core";
import { planNotAsShown } from "../errors.ts";
import { openProject, type Project } from "../project.ts";
import { applyPlan } from "./apply-plan.ts";
import { type PlannedChanges, planChanges } from "./plan-changes.ts";

export interface FilesRequest {
  readonly allowMassDelete?: boolean;
  /** Also count rows and columns of the datasets. */
  readonly profiles?: boolean;
}

export interface PlannedFiles extends PlannedChanges {
  /** Over all that an apply of it would do. */
  readonly digest: Digest;
}

/**
 * What an apply of the files as they are now would do, whatever this process has read of them before. Failures: those
 * of `planChanges`, 8060 in a tenant's namespace.
 */
export function planFiles(project: Project, request: FilesRequest): Promise<Result<PlannedFiles>> {
  return withFiles(project, (fresh) => plan(fresh, request));
}

/**
 * Applies the files if that does what was shown, or nothing. Failures: 8082 it would do something else by now, those
 * of `planFiles` and `applyPlan`; without a record there was nothing to do.
 */
export function applyFiles(
  project: Project,
  { digest, serial, ...request }: FilesRequest & { readonly digest: string; readonly serial: number },
): Promise<Result<{ readonly plan: Plan; readonly record?: ApplyRecord }>> {
  return withFiles(project, async (fresh) => {
    const planned = await plan(fresh, request);
    if (planned.plan.serial !== serial || planned.digest !== digest)
      throw planNotAsShown(serial, planned.plan.serial);
    if (planned.blocked !== undefined) throw planned.blocked;
    if (!hasChanges(planned.plan)) return { plan: planned.plan };
    const applied = await applyPlan(fresh, { plan: planned.plan, command: "apply" });
    if (!applied.ok) throw applied.failure;
    return { plan: planned.plan, record: applied.value };
  });
}

async function plan(project: Project, request: FilesRequest): Promise<PlannedFiles> {
  const planned = await planChanges(project, request);
  if (!planned.ok) throw planned.failure;
  return { ...planned.value, digest: digestOfPlan(planned.value.plan) };
}

/** Without what only the time changes: when it was made, when schedules fire next. */
function digestOfPlan({ createdAt: _, hints: __, ...rest }: Plan): Digest {
  return digestOfJson(rest);
}

/** The project opened anew, so that nothing is read again, or closed, under those who work with this one. */
function withFiles<T>(project: Project, work: (fresh: Project) => Promise<T>): Promise<Result<T>> {
  return toResult(async () => {
    if (project.namespace !== undefined) await project.desired();
    const { actor } = await project.adapters();
    const opened = await openProject(project.options);
    if (!opened.ok) throw opened.failure;
    try {
      return await work(opened.value.actingAs(actor));
    } finally {
      await opened.value.close();
    }
  });
}
