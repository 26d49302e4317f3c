import { type Address, type Consequence, type ExperimentSpec, type TaskName, taskNames } from "@mlx/core";
import { altersTask } from "../changes/compare-resource.ts";
import { compareText } from "../compare-text.ts";
import { taskResources } from "../tasks/task-resources.ts";
import { findApplied, type PlanOutcome } from "./plan-outcome.ts";

export interface RunUnderWay {
  readonly runId: string;
  readonly instance: Address<"instance">;
  readonly experiment?: Address<"experiment">;
}

/** Runs under way and the changed or deleted resources that they use, one line for each pair. */
export function runsThatUseChanges(
  outcome: PlanOutcome,
  runs: readonly RunUnderWay[],
): readonly Consequence[] {
  return runs.flatMap(({ runId, instance, experiment }) => {
    const user = experiment && findApplied(outcome, experiment);
    // Of an instance's own run it is not known here which of the tasks it is.
    const tasks = user?.kind === "experiment" ? tasksOf(user.spec) : taskNames;
    const touched = new Set<Address>();
    for (const task of tasks)
      for (const used of taskResources((address) => findApplied(outcome, address), task, {
        instance,
        experiment,
      })) {
        const now = outcome.moves.follow(used);
        if (outcome.deleted.has(used)) touched.add(used);
        else if (altersTask(outcome.meanings.get(now), task)) touched.add(now);
      }
    return [...touched]
      .sort(compareText)
      .map((address) => ({ type: "run-under-way" as const, runId, address }));
  });
}

function tasksOf({ task, chain }: ExperimentSpec): readonly TaskName[] {
  return chain?.map((step) => step.task) ?? [task];
}
