import {
  type Address,
  type AppliedResource,
  type ChainStep,
  type ChainTask,
  type ModelVersion,
  needsModel,
  type Parameters,
  type RunSpec,
} from "@mlx/core";
import { type ResolvedTask, resolveTask } from "@mlx/plan";
import type { RunTarget } from "./find-run-target.ts";
import type { RunRequest } from "./run-request.ts";

export interface ChainPreparation {
  readonly found: RunTarget;
  readonly request: RunRequest;
  readonly chain: readonly ChainTask[];
  /** Of the task that the run is known by. */
  readonly main: { readonly resolved: ResolvedTask; readonly spec: RunSpec };
  readonly toSpec: (resolved: ResolvedTask, model: ModelVersion | undefined) => Promise<RunSpec>;
  readonly chooseModel: (resolved: ResolvedTask) => Promise<ModelVersion>;
}

/** The tasks that an experiment runs one after the other; `undefined` for a run of one task. */
export function chainOf({ experiment, task }: RunTarget): readonly ChainTask[] | undefined {
  return experiment?.spec.task === task ? experiment.spec.chain : undefined;
}

/** Whether the model that the task loads is made by an earlier one of the same chain. */
export function isTrainedBefore(chain: readonly ChainTask[] | undefined, task: ChainTask["task"]): boolean {
  const place = chain?.findIndex((each) => each.task === task) ?? -1;
  return chain?.slice(0, Math.max(0, place)).some((each) => each.task === "train") === true;
}

/**
 * The steps of a run, each with all that it needs. What the experiment says beyond its chain is for the task
 * that it is known by; the time that a run may take, how it is told of, and its timeframe are for all.
 * Failures: those of `resolveTask` and `chooseModel`.
 */
export async function prepareChain(given: ChainPreparation): Promise<readonly ChainStep[]> {
  const steps: ChainStep[] = [];
  for (const each of given.chain) {
    const { task, inputs: from, passes, when } = each;
    const isMain = task === given.found.task;
    const spec = isMain ? given.main.spec : await prepareStep(given, each);
    steps.push({
      task,
      spec: withoutPassed({ ...spec, retry: each.retry ?? given.main.spec.retry }, Object.keys(from)),
      from,
      passes,
      cache: each.cache && given.request.noCache !== true,
      ...(when === undefined ? {} : { when }),
    });
  }
  return steps;
}

async function prepareStep(given: ChainPreparation, { task }: ChainTask): Promise<RunSpec> {
  const { found, chain, main } = given;
  const lookup = (address: Address): AppliedResource | undefined => found.resources.get(address);
  const target = { instance: found.instance.address, task };
  const declared = resolveTask(lookup, target);
  const parameters = parametersFor(given, declared);
  const resolved = resolveTask(lookup, target, { parameters });
  const loads = needsModel(task) && !isTrainedBefore(chain, task);
  const spec = await given.toSpec(resolved, loads ? await given.chooseModel(resolved) : undefined);
  const { timeoutSeconds, stopGraceSeconds, timeouts, notification, timeframe } = main.spec;
  const transform = found.instance.spec.tasks[task]?.transform;
  return {
    ...spec,
    ...{ timeoutSeconds, stopGraceSeconds },
    ...(timeouts === undefined ? {} : { timeouts }),
    ...(notification === undefined ? {} : { notification }),
    ...(timeframe === undefined ? {} : { timeframe }),
    ...(transform === undefined ? {} : { transform }),
  };
}

/** Parameters that were given for the run are for each task that declares them. */
function parametersFor({ request, main }: ChainPreparation, declared: ResolvedTask): Parameters {
  const given = Object.keys(request.parameters).filter((name) => Object.hasOwn(declared.parameters, name));
  return Object.fromEntries(
    given.flatMap((name) => {
      const value = main.resolved.parameters[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** What an earlier task fills is no dataset, whatever the instance declares for it. */
function withoutPassed(spec: RunSpec, passed: readonly string[]): RunSpec {
  const keep = <T>(channels: { readonly [channel: string]: T }) =>
    Object.fromEntries(Object.entries(channels).filter(([channel]) => !passed.includes(channel)));
  const { trainingInputs } = spec;
  return {
    ...spec,
    inputs: keep(spec.inputs),
    trainingInputs: { ...trainingInputs, datasets: keep(trainingInputs.datasets) },
  };
}
