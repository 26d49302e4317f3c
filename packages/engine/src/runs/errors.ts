import { type Address, MlxError, type Run } from "@mlx/core";

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

export function notTrainedYet(experiment: Address<"experiment">, task: string): MlxError {
  return new MlxError({
    code: "MLX3110",
    category: "blocked",
    summary: `${experiment} has no successful train run, so there is no model of it to ${task} with`,
    detail: "Nothing was started. A run of this kind loads the newest model that its own experiment trained.",
    next: [
      `\`mlx run ${experiment} --task train\`, and wait until it is DONE`,
      "or name the model: `--model NAME@vN`, or the parameter modelId",
    ],
  });
}

/** Both in MiB. */
export function moreMemoryThanThere(wanted: number, there: number): MlxError {
  return new MlxError({
    code: "MLX3111",
    summary: `the task wants ${wanted} MiB of memory, and this machine has ${there} MiB`,
    detail: "Its specification asks for it as `memoryInMB`. The program was not started.",
    next: ["ask for less", "run it where there is more"],
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

/** `what`: e.g. `no rows in dataset/retail-sales after … until …`. */
export function windowEmpty(what: string): MlxError {
  return new MlxError({
    code: "MLX3070",
    summary: `the run has nothing to read: ${what}`,
    detail: "Its timeframe cuts this window out of the data. The program was not started.",
    next: [
      "`mlx config` shows the timeframe and the dataset's timestamp column",
      "`onEmpty: pass` beside `timeframe` has such a run end well",
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
