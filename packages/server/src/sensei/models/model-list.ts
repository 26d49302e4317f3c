/** The list of models. */
import {
  findRunById,
  listVersionsBroughtOfRuns,
  type Project,
  pageVersions,
  type VersionFilter,
} from "@mlx/app";
import { type ModelVersion, nameOf } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import type { ListSource } from "../listing/list-from-store.ts";
import type { Condition } from "../listing/parse-conditions.ts";
import { findById, isUuid } from "../wire/find-resources.ts";
import { viewModels } from "./model-view.ts";

export function modelSource(project: Project): ListSource<ModelVersion, VersionFilter> {
  return {
    filter: {},
    narrow: (filter, condition) => narrow(project, filter, condition),
    page: async (filter, page) => {
      const { versions, total } = unwrap(await pageVersions(project, filter, page));
      return { items: versions, total };
    },
    present: (versions) => viewModels(project, versions),
  };
}

async function narrow(
  project: Project,
  filter: VersionFilter,
  condition: Condition,
): Promise<VersionFilter | "nothing" | undefined> {
  if (condition.test !== "==") return undefined;
  const { path, value } = condition;
  if (path[0] === "experimentRunId" && filter.runId === undefined) {
    const run = isUuid(value) ? unwrap(await findRunById(project, value)) : undefined;
    // A model may outlive its run.
    if (run === undefined) return isUuid(value) ? undefined : "nothing";
    return (await hasBrought(project, nameOf(run.instance))) ? undefined : { ...filter, runId: value };
  }
  if (path[0] === "experimentId" && filter.experiment === undefined) {
    const experiment = await findById(project, "experiment", value);
    if (experiment === undefined) return "nothing";
    const { target } = experiment.spec;
    if (!("instance" in target) || (await hasBrought(project, nameOf(target.instance)))) return undefined;
    return { ...filter, experiment: experiment.address };
  }
  return undefined;
}

/** Those that clients registered for a run: the store does not know of it, so all are looked at. */
async function hasBrought(project: Project, model: string): Promise<boolean> {
  return unwrap(await listVersionsBroughtOfRuns(project, model)).length > 0;
}
