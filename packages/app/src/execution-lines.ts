import {
  assertNever,
  type LogLine,
  type Run,
  type RunEvent,
  stepsOf,
  type TaskSpecification,
} from "@mlx/core";

/** What mlx says of a run: how it came to be, what of its specification has no meaning here, and its events. */
export function executionLines(run: Run, events: readonly RunEvent[]): readonly LogLine[] {
  const created = Date.parse(run.createdAt);
  const say = (at: number, words: string): LogLine => ({
    at,
    stream: "execution",
    text: `${new Date(at).toISOString()} ${words}`,
  });
  const tasks = stepsOf(run).map(({ task }) => task);
  // The end of a run is the end of its program, which is known only after what is done with its results.
  let latest = created;
  return [
    say(
      created,
      `run ${run.id} of ${run.experiment ?? run.instance} (${tasks.join(", ")}) was made by ${run.actor}`,
    ),
    ...stepsOf(run).flatMap(({ task, spec: { recipeType, executor, specification } }) =>
      specification === undefined
        ? []
        : unusedFields(specification, recipeType.endsWith("Spark"), executor === "docker").map((problem) =>
            say(created, `warning: the specification of ${task}: ${problem}`),
          ),
    ),
    ...events.flatMap((event) => {
      const words = wordsOf(event);
      latest = Math.max(latest, Date.parse(event.at));
      return words === undefined ? [] : [say(latest, words)];
    }),
  ];
}

/** Fields that say nothing to this kind of recipe. */
const ofSpark: readonly string[] = [
  ...["name", "className", "sparkConf", "args", "driverMemoryInMB", "driverCores", "executorMemoryInMB"],
  ...["executorCores", "numExecutors"],
];
const ofContainer: readonly string[] = ["cmd", "memoryInMB", "instances", "gpus", "cpus", "diskSizeInGB"];

function unusedFields(
  specification: TaskSpecification,
  isSpark: boolean,
  isContainer: boolean,
): readonly string[] {
  const { type, ...fields } = specification;
  if (isSpark && type === "ContainerTaskSpec")
    return ["a ContainerTaskSpec has no meaning for a recipe of Spark, but for its memory and processors"];
  if (!isSpark && type === "SparkTaskSpec")
    return [
      "a SparkTaskSpec has no meaning for a recipe that is none of Spark; it runs as if nothing were said",
    ];
  const known = isSpark ? ofSpark : ofContainer;
  return Object.keys(fields).flatMap((field) => {
    if (!known.includes(field)) return [`"${field}" is no field of a ${type}, and is left alone`];
    if (field === "diskSizeInGB" || field === "instances")
      return [`${field} has no meaning here: a task has one machine, with the disk that it has`];
    if (field === "gpus" && !isContainer)
      return ["gpus has no meaning for a process, which sees the graphics processors of the machine"];
    return [];
  });
}

/** `undefined`: it is told by another. */
function wordsOf({ type, from, to, reason, data = {}, actor }: RunEvent): string | undefined {
  const why = typeof data.message === "string" ? `: ${data.message}` : "";
  switch (type) {
    case "created":
      return undefined;
    case "claimed":
      return `taken up by ${actor}`;
    case "status":
      if (from === "RUNNING" && to === "RUNNING") return textOf(data.phase).toLowerCase();
      return `${from ?? ""} -> ${to ?? ""}${reason === undefined ? "" : ` (${reason})`}${why}`.trim();
    case "stop-requested":
      return `${actor} asked for its stop${reason === undefined ? "" : ` (${reason})`}`;
    case "reopened":
      return `${actor} had it tried again`;
    case "suspect":
      return "its worker is silent";
    case "warning":
      return `warning: ${reason ?? textOf(data.message)}`;
    case "step":
      return `${textOf(data.task)}: ${textOf(data.outcome)}${reason === undefined ? "" : ` (${reason})`}`;
    default:
      return assertNever(type);
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
