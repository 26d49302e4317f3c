/** What experiments read, in windows and in chains, against what their instance and datasets offer. */
import {
  type Address,
  type ChainTask,
  type DatasetSpec,
  type DesiredResource,
  type ExperimentSpec,
  type InstanceSpec,
  needsModel,
  type TaskName,
} from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import { placeIn } from "../resolve/declarations.ts";
import type { DesiredExperiment } from "./check-run-policies.ts";

interface Surroundings {
  readonly instanceOf: (address: Address<"instance">) => InstanceSpec | undefined;
  readonly datasetOf: (address: Address<"dataset">) => DatasetSpec | undefined;
  readonly problems: Problems;
}

export function checkExperimentInputs(
  experiments: readonly DesiredExperiment[],
  { instanceOf, datasetOf, problems }: Surroundings,
): void {
  /** All resources of one declaration share its mistakes. */
  const told = new Set<string>();
  for (const { desired, declared, prefix = [] } of experiments) {
    const { target, timeframe, chain, model, task } = desired.spec;
    if (timeframe === undefined && chain === undefined && model === undefined) continue;
    const instance = "instance" in target ? instanceOf(target.instance) : undefined;
    const findings = [
      ...checkLength(desired),
      ...(instance === undefined || timeframe === undefined
        ? []
        : checkTimeframe(desired, instance, datasetOf)),
      ...(instance === undefined || chain === undefined ? [] : checkOutputs(chain, desired, instance)),
    ];
    for (const { code, path, summary, detail } of findings) {
      const id = `${declared.kind}/${declared.name} ${[...prefix, ...path].join("\n")} ${summary}`;
      if (told.has(id)) continue;
      told.add(id);
      problems.error(code, placeIn(declared.layers, [...prefix, ...path]), summary, { detail });
    }
    const loads = (chain ?? [{ task }]).some((step) => needsModel(step.task));
    if (model !== undefined && !loads && prefix.length === 0)
      problems.warning(
        configCode.noEffect,
        placeIn(declared.layers, ["model"], "key"),
        `\`model\` does nothing with the task ${task}: only score and evaluate load one.`,
      );
  }
}

interface Finding {
  readonly code: (typeof configCode)[keyof typeof configCode];
  readonly path: readonly string[];
  readonly summary: string;
  readonly detail: string;
}

/** A window that no data fills is a slip of the pen, such as a unit too many. */
const longestMinutes = 100 * 365.25 * 24 * 60;

function checkLength({ spec: { timeframe } }: DesiredResource<"experiment">): readonly Finding[] {
  if (timeframe === undefined || timeframe.minutes <= longestMinutes) return [];
  return [
    {
      code: configCode.badValue,
      path: ["timeframe"],
      summary: "The timeframe is longer than 100 years.",
      detail: "A number is minutes; with a unit it is e.g. `90d`. Write `timeframe: 0` for all rows.",
    },
  ];
}

/**
 * The data that a task is about needs the column; what is only looked up beside it, such as a table of
 * stores, is read whole without one.
 */
function checkTimeframe(
  { spec }: DesiredResource<"experiment">,
  instance: InstanceSpec,
  datasetOf: Surroundings["datasetOf"],
): readonly Finding[] {
  const tasks = spec.chain?.map(({ task }) => task) ?? [spec.task];
  const inputs = new Map<string, Address<"dataset">>();
  for (const task of tasks)
    for (const [channel, dataset] of Object.entries({ ...instance.tasks[task]?.inputs, ...spec.inputs }))
      inputs.set(channel, dataset);
  const lacks = (dataset: Address<"dataset">) => {
    const found = datasetOf(dataset);
    return found !== undefined && found.timestampColumn === undefined;
  };
  const main = tasks.flatMap((task) => inputs.get(task) ?? []);
  const all = [...inputs.values()];
  const missing = [...new Set([...main.filter(lacks), ...(all.every(lacks) ? all : [])])];
  if (all.length === 0)
    return [
      {
        code: configCode.noTimestamp,
        path: ["timeframe"],
        summary: "There is no input that the timeframe could be cut out of.",
        detail: "Give the task a dataset under `inputs`, or leave `timeframe` out.",
      },
    ];
  return missing.map((dataset) => ({
    code: configCode.noTimestamp,
    path: ["timeframe"],
    summary: `\`${dataset}\` has no \`timestampColumn\` that the timeframe could filter on.`,
    detail: "Name the column in the dataset (`timestampColumn: date`), or write `timeframe: 0` for all rows.",
  }));
}

/** Whether what a later task reads is kept by the earlier one, as a batch or passed on. */
function checkOutputs(
  chain: readonly ChainTask[],
  { spec }: DesiredResource<"experiment">,
  instance: InstanceSpec,
): readonly Finding[] {
  return chain.flatMap(({ inputs, task }, index) => {
    const undeclared: readonly Finding[] =
      instance.tasks[task] === undefined
        ? [
            {
              code: configCode.badChain,
              path: ["chain", String(index)],
              summary: `The instance does not declare the task \`${task}\`.`,
              detail: `It declares ${listed(Object.keys(instance.tasks))}. Add \`${task}: {}\` to its \`tasks\`.`,
            },
          ]
        : [];
    const unknown = Object.entries(inputs).flatMap(([channel, from]): readonly Finding[] => {
      const earlier = chain.find((one) => one.task === from.task);
      const kept = [...outputsOf(from.task, chain, spec, instance), ...(earlier?.passes ?? [])];
      if (earlier === undefined || kept.includes(from.output)) return [];
      return [
        {
          code: configCode.badChain,
          path: ["chain", String(index), "inputs", channel, "output"],
          summary: `\`${from.task}\` keeps no output \`${from.output}\`.`,
          detail: `${kept.length === 0 ? "It keeps none." : `It keeps ${listed(kept)}.`} Name the channel in its \`passes\`, or give it a folder under \`outputs\`.`,
        },
      ];
    });
    return [...undeclared, ...unknown];
  });
}

/** The experiment's outputs are those of the tasks that have such a channel, else of its own task. */
function outputsOf(
  task: TaskName,
  chain: readonly ChainTask[],
  { task: known, outputs }: ExperimentSpec,
  { tasks }: InstanceSpec,
): readonly string[] {
  const own = Object.keys(tasks[task]?.outputs ?? {});
  if (task !== known) return own;
  const isFree = (channel: string) =>
    chain.every((step) => !Object.hasOwn(tasks[step.task]?.outputs ?? {}, channel));
  return [...own, ...Object.keys(outputs).filter(isFree)];
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map((name) => `\`${name}\``).join(", ");
}
