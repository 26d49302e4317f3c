/** The list of an experiment's runs. */
import { type Project, pageRuns } from "@mlx/app";
import { type AppliedResource, type Run, type RunFilter, taskNames } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import type { ListSource } from "../listing/list-from-store.ts";
import type { Condition } from "../listing/parse-conditions.ts";
import { runView } from "./run-view.ts";

export function runSource(
  project: Project,
  { id, address }: AppliedResource<"experiment">,
): ListSource<Run, RunFilter> {
  return {
    filter: { experiment: address },
    narrow: async (filter, condition) => narrow(filter, condition, id),
    page: async (filter, page) => {
      const { runs, total } = unwrap(await pageRuns(project, filter, page));
      return { items: runs, total };
    },
    present: async (runs) => runs.map((run) => runView(run, id)),
  };
}

function narrow(
  filter: RunFilter,
  condition: Condition,
  experimentId: string,
): RunFilter | "nothing" | undefined {
  if (condition.test !== "==") return undefined;
  const { path, value } = condition;
  switch (path[0]) {
    case "experimentId":
      return value === experimentId ? filter : "nothing";
    case "mode": {
      const wanted = value.toLowerCase() === "fp" ? "featurePipeline" : value;
      const task = taskNames.find((name) => name.toLowerCase() === wanted.toLowerCase());
      return task === undefined || (filter.task !== undefined && filter.task !== task)
        ? "nothing"
        : { ...filter, task };
    }
    case "createdBySchedule":
      if (filter.triggers !== undefined) return undefined;
      return value === "true" ? { ...filter, triggers: ["schedule", "backfill"] } : undefined;
    default:
      return undefined;
  }
}
