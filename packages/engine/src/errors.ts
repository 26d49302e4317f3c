import {
  type Address,
  assertNever,
  type Diagnostic,
  MlxError,
  type PlanBlock,
  type Run,
  type TaskName,
  timestamp,
} from "@mlx/core";

export function planStale(what: string): MlxError {
  return new MlxError({
    code: "MLX3001",
    category: "plan-stale",
    summary: `the plan is stale: ${what}`,
    detail: "A plan is applied exactly as it was shown, or not at all. Nothing was changed.",
    next: ["`mlx plan` makes a new one"],
  });
}

export function planBlocked(blocks: readonly PlanBlock[]): MlxError {
  return new MlxError({
    code: "MLX3002",
    category: "blocked",
    summary: `the plan is blocked: ${blocks.map(({ message }) => message).join("; ")}`,
    detail: "Nothing was changed.",
    next: [...new Set(blocks.map(wayOutOf))],
  });
}

function wayOutOf({ type }: PlanBlock): string {
  switch (type) {
    case "mass-delete":
      return "add `--allow-mass-delete` if that is what you want";
    case "protected":
      return "set `lifecycle: { protect: false }` and apply, then delete it";
    case "start-time":
      return "write the startTime as it was; or publish the service under another name, or remove its schedule, apply, and add it again";
    case "pin":
      return "pin a version that is READY: `mlx models list` shows them";
    default:
      return assertNever(type);
  }
}

export function resourcesInvalid(diagnostics: readonly Diagnostic[]): MlxError {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return new MlxError({
    code: errors[0]?.code ?? "MLX3003",
    category: "configuration-invalid",
    summary: `${errors.length} ${errors.length === 1 ? "resource" : "resources"} cannot be prepared`,
    detail: "Nothing was changed.",
    diagnostics,
  });
}

export function notRunnable(text: string, why: string, next: readonly string[]): MlxError {
  return new MlxError({ code: "MLX3010", summary: `"${text}" cannot be run`, detail: why, next });
}

/** `similar`: applied addresses that may have been meant. */
export function notApplied(address: Address, similar: readonly Address[] = []): MlxError {
  return new MlxError({
    code: "MLX3011",
    summary: `${address} was not applied`,
    detail: "Runs use what is in the store, not what is in the files.",
    next: [
      ...similar.map((known) => `\`mlx run ${known.includes("[") ? `'${known}'` : known}\``),
      "`mlx apply`",
      "`mlx status` shows what the store holds",
    ],
  });
}

/** What runs are looked for of: neither is it applied, nor has it runs. */
export function nothingOf(address: Address, similar: readonly Address[]): MlxError {
  return new MlxError({
    code: "MLX3011",
    summary: `${address} was not applied, and has no runs`,
    detail: "Nothing was changed.",
    next: [...similar.map((known) => `did you mean ${known}?`), "`mlx status` shows what the store holds"],
  });
}

export function modelNotTaken(model: string, task: string): MlxError {
  return new MlxError({
    code: "MLX3014",
    summary: `the task "${task}" takes no model, and ${model} was given`,
    detail: "Nothing was started. Only score and evaluate runs load a model.",
    next: ["leave `--model` out, or add `--task score`"],
  });
}

export function noSuchRun(text: string, reason?: string): MlxError {
  return new MlxError({
    code: "MLX3012",
    summary: `there is no run "${text}"`,
    ...(reason === undefined ? {} : { detail: reason }),
    next: ["`mlx runs` lists them"],
  });
}

export function runTaken(runId: string, worker: string): MlxError {
  return new MlxError({
    code: "MLX3013",
    category: "lock-held",
    summary: `run ${runId.slice(0, 8)} is being worked on by ${worker}`,
    next: [`\`mlx logs -f ${runId.slice(0, 8)}\` watches it`],
  });
}

export function parameterUnusable(name: string, why: string): MlxError {
  return new MlxError({
    code: "MLX3014",
    summary: `parameter "${name}" cannot be used: ${why}`,
    detail: "Nothing was started.",
    next: ["give it as `-p NAME=VALUE`"],
  });
}

export function noInstanceMatches(experiment: Address, query: string, why: string): MlxError {
  return new MlxError({
    code: "MLX3015",
    summary: `no instance matches the query of ${experiment}: ${query}`,
    detail: why,
    next: ["`mlx status` shows the instances", "`mlx explain MLX3015`"],
  });
}

export function secretMissing(path: string, where: string): MlxError {
  return new MlxError({
    code: "MLX3016",
    summary: `the secret ${path} is not set: ${where} is missing`,
    detail: "The program was not started.",
    next: [`set ${where} and run again`],
  });
}

/** `cause`: data is missing that runs of `writers` leave there. */
export function inputNotWritten(cause: MlxError, writers: readonly Address<"experiment">[]): MlxError {
  const { code, summary, detail, next } = cause;
  return new MlxError({
    code,
    summary,
    ...(detail === undefined ? {} : { detail }),
    next: [...writers.slice(0, 3).map((writer) => `\`mlx run ${writer}\` writes it`), ...next],
    cause,
  });
}

export function modelMissing(): MlxError {
  return new MlxError({
    code: "MLX3017",
    summary: "the program ended well, but left no file in its model folder",
    detail: "A train task writes its model into the folder that SM_MODEL_DIR names.",
    next: ["set `requireModel: false` on the recipe if it makes none"],
  });
}

export function channelEmpty(channel: string): MlxError {
  const variable = `MLX_OUTPUT_${channel.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
  return new MlxError({
    code: "MLX3018",
    summary: `the program ended well, but wrote nothing into its output channel "${channel}"`,
    detail: `Files for this channel go into the folder that ${variable} names.`,
    next: ["take the channel out of `outputs` if the task does not write it"],
  });
}

export function outputFolderReplaced(folder: string): MlxError {
  return new MlxError({
    code: "MLX3023",
    summary: `the program ended well, but removed or replaced its output folder ${folder}`,
    detail: "It, or a folder above it, is a link or no folder any more. Nothing was read through it.",
    next: ["write files into the folder that is there, and leave the folder itself"],
  });
}

const slowParts = {
  inputs: "staging the inputs",
  environment: "making the environment",
  image: "getting the image",
  start: "starting the program",
  publish: "publishing the outputs",
} as const;

export function partTooSlow(part: keyof typeof slowParts, seconds: number): MlxError {
  const field = part === "start" || part === "publish" ? part : "prepare";
  return new MlxError({
    code: "MLX3024",
    summary: `${slowParts[part]} took longer than the ${seconds} s that it may`,
    next: [`\`timeouts: { ${field}: … }\` of the experiment gives it more`],
  });
}

export function cannotRetry({ id, status }: Pick<Run, "id" | "status">): MlxError {
  const short = id.slice(0, 8);
  return new MlxError({
    code: "MLX3025",
    summary: `run ${short} cannot be tried again: it is ${status.state}`,
    detail:
      status.state === "DONE"
        ? "A run that succeeded stays as it is: its outputs and its model may be in use."
        : "It has not ended yet. Nothing was changed.",
    next:
      status.state === "DONE"
        ? [`\`mlx runs rerun ${short}\` makes a new run of the same`]
        : [`\`mlx cancel ${short}\` ends it first`],
  });
}

export function cannotRerun({ id, status }: Pick<Run, "id" | "status">): MlxError {
  const short = id.slice(0, 8);
  return new MlxError({
    code: "MLX3025",
    summary: `run ${short} cannot be run anew: it is ${status.state}`,
    detail: "It has not ended yet. Nothing was started.",
    next: [`\`mlx cancel ${short}\` ends it first`, `\`mlx logs -f ${short}\` watches it`],
  });
}

export function imageNotUsed(image: string, known: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX3022",
    summary: `no recipe runs in the image ${image}`,
    detail: known.length === 0 ? "No recipe runs in an image." : `Recipes run in ${known.join(", ")}.`,
    next: ["name one as the configuration has it, or none for all of them"],
  });
}

export function imagesNotFound(diagnostics: readonly Diagnostic[]): MlxError {
  return new MlxError({
    code: diagnostics[0]?.code ?? "MLX4032",
    summary: `${diagnostics.length} images cannot be looked up`,
    detail: "Nothing was changed.",
    diagnostics,
  });
}

/** `known`: of an experiment that was applied it is known that it has none. */
export function noSchedule(
  text: string,
  known: "applied" | "unknown",
  similar: readonly Address<"experiment">[],
): MlxError {
  return new MlxError({
    code: "MLX3040",
    summary: known === "applied" ? `${text} has no schedule` : `there is no schedule "${text}"`,
    detail:
      known === "applied"
        ? "It runs when it is told to: its experiment declares no `schedule`."
        : "A schedule is named as its experiment is, once that was applied.",
    next: [
      ...similar.map((address) => `did you mean ${address}?`),
      ...(known === "applied"
        ? []
        : ["`mlx apply` takes over what stands in the files and was not applied yet"]),
      "`mlx schedules` lists them",
    ],
  });
}

export function backfillEmpty(
  experiment: Address<"experiment">,
  { from, until, now }: { readonly from: number; readonly until: number; readonly now: number },
): MlxError {
  const range = `from ${timestamp(from)} to ${timestamp(until)}`;
  return new MlxError({
    code: "MLX3041",
    summary: `${experiment} has no time ${range} that could be backfilled`,
    detail:
      from > until
        ? "The range ends before it begins."
        : from > now
          ? "The range lies in the future, and its runs will be made when their time comes."
          : "Its schedule does not fire in this range.",
    next: [`\`mlx schedules next ${experiment}\` shows when it fires`],
  });
}

export function backfillTooLarge(experiment: Address<"experiment">, most: number): MlxError {
  return new MlxError({
    code: "MLX3042",
    summary: `the range holds more than ${most.toLocaleString("en-US")} times of ${experiment}`,
    detail: "No run was made.",
    next: ["take a shorter range, and the rest after it"],
  });
}

export function policyForbids(
  experiment: Address<"experiment">,
  { holder = "", isFull }: { readonly holder?: string; readonly isFull: boolean },
): MlxError {
  const id = holder.slice(0, 8);
  return new MlxError({
    code: "MLX3043",
    category: "blocked",
    summary: isFull
      ? `run ${id} of ${experiment} has not ended, and as many runs as its schedule lets wait do`
      : `run ${id} of ${experiment} is under way, and its schedule allows one at a time`,
    detail: "The policy was asked for with `--respect-policy`. No run was made.",
    next: [`\`mlx logs -f ${id}\` watches it`, "leave `--respect-policy` out to run beside it"],
  });
}

export function noSuchTarget(text: string, webhooks: readonly string[], withEmail: boolean): MlxError {
  return new MlxError({
    code: "MLX3050",
    summary: `"${text}" is no target of notifications`,
    detail: [
      webhooks.length === 0
        ? "The project has no webhooks."
        : `The webhooks of the project are: ${webhooks.join(", ")}.`,
      withEmail
        ? "An e-mail address is a target too."
        : "E-mail needs `notifications.smtp`, which is not set.",
    ].join(" "),
    next: webhooks.length === 0 ? [] : [`\`mlx notifications test ${webhooks[0]}\``],
  });
}

export function serviceTaskNeeded(service: Address<"service">, tasks: readonly TaskName[]): MlxError {
  const both = tasks.length > 1;
  return new MlxError({
    code: "MLX3060",
    summary: `the task of ${service} has to be named`,
    detail: both ? "A service trains and scores." : `It has one task that can be run: ${tasks.join("")}.`,
    next: tasks.map((task) => `\`mlx run ${quoted(service)} --task ${task}\``),
  });
}

/** `why`: a sentence on where its models come from. */
export function serviceHasNoTraining(
  service: Address<"service">,
  instance: Address<"instance">,
  task: TaskName,
  why: string,
): MlxError {
  return new MlxError({
    code: "MLX3061",
    summary: `${service} has no training, so its task "${task}" cannot be run`,
    detail: `${why} Nothing was started.`,
    next: [
      `\`mlx run ${quoted(instance)} --task ${task}\` runs it for the instance`,
      "add `training:` to the service, and apply",
    ],
  });
}

export function serviceHasNoScoring(
  service: Address<"service">,
  instance: Address<"instance">,
  task: TaskName,
): MlxError {
  return new MlxError({
    code: "MLX3062",
    summary: `${service} only answers online, so its task "${task}" cannot be run`,
    detail: "It has `serve:` and no `scoring:`. Nothing was started.",
    next: [
      `\`mlx run ${quoted(instance)} --task ${task}\` runs it for the instance`,
      "add `scoring:` to the service, and apply",
    ],
  });
}

/** `similar`: those that may have been meant. */
export function noSuchService(
  text: string,
  known: readonly Address[],
  similar: readonly Address[],
): MlxError {
  return new MlxError({
    code: "MLX3063",
    summary: `there is no applied service "${text}"`,
    detail:
      known.length === 0
        ? "No service was applied."
        : `The services are: ${known.slice(0, 10).join(", ")}${known.length > 10 ? `, and ${known.length - 10} more` : ""}.`,
    next: [
      ...similar.map((address) => `\`mlx services show ${quoted(address)}\``),
      "`mlx services` lists them",
      "`mlx apply` applies what the files say",
    ],
  });
}

/** Shells read brackets as patterns. */
function quoted(address: Address): string {
  return address.includes("[") ? `'${address}'` : address;
}

/** `what`: e.g. `no rows in dataset/retail-sales after … until …`. */
export function windowEmpty(what: string): MlxError {
  return new MlxError({
    code: "MLX3070",
    summary: `the run has nothing to read: ${what}`,
    detail: "Its timeframe cuts this window out of the data. The program was not started.",
    next: [
      "`mlx config` shows the timeframe and the dataset's timestamp column",
      "`timeframe: { onEmpty: pass }` has such a run end well",
    ],
  });
}

export function dataChanged(
  dataset: Address<"dataset">,
  channel: string,
  change: {
    readonly of: string;
    readonly at: string;
    readonly files: { readonly before: number; readonly now: number };
    readonly changed?: { readonly path: string; readonly at: string; readonly count: number };
  },
): MlxError {
  const { of, at, files, changed } = change;
  const count =
    files.before === files.now ? [] : [`It had ${files.before} files then, and has ${files.now} now.`];
  const more =
    changed === undefined || changed.count === 1 ? "" : `, and ${changed.count - 1} more files before it`;
  const last = changed === undefined ? [] : [`${changed.path} was changed at ${changed.at}${more}.`];
  return new MlxError({
    code: "MLX3071",
    summary: `${dataset} (channel "${channel}") holds other data than run ${of.slice(0, 8)} read at ${at}`,
    detail: [...count, ...last, "The program was not started: it would not repeat that run."].join(" "),
    next: [
      "put the data back as it was, and run again",
      `\`mlx runs rerun ${of.slice(0, 8)}\` repeats it with the data as it is now`,
    ],
  });
}

export function environmentDiffers(
  of: string,
  {
    runtime,
    missing,
    added,
  }: {
    /** Then, and now. */
    readonly runtime?: readonly string[];
    readonly missing: readonly string[];
    readonly added: readonly string[];
  },
): MlxError {
  const some = (packages: readonly string[]) =>
    `${packages.slice(0, 5).join(", ")}${packages.length > 5 ? `, and ${packages.length - 5} more` : ""}`;
  const differences = [
    ...(runtime === undefined ? [] : [`It ran with ${runtime.join(", and there is ")}.`]),
    ...(missing.length === 0 ? [] : [`It had ${some(missing)}.`]),
    ...(added.length === 0 ? [] : [`There is now ${some(added)}.`]),
  ];
  return new MlxError({
    code: "MLX3072",
    summary: `the software is not that of run ${of.slice(0, 8)}`,
    detail: [...differences, "The program was not started: it would not repeat that run."].join(" "),
    next: [
      "put that software back",
      `\`mlx runs rerun ${of.slice(0, 8)}\` repeats it with the software as it is now`,
    ],
  });
}

export function cannotRepeatExactly({ id }: Pick<Run, "id">, why: string): MlxError {
  const short = id.slice(0, 8);
  return new MlxError({
    code: "MLX3073",
    summary: `run ${short} cannot be repeated exactly: ${why}`,
    detail: "Nothing was started.",
    next: [`\`mlx runs rerun ${short}\` makes a new run of the same`, `\`mlx runs show ${short}\``],
  });
}
