/** Every expected failure of this package. */
import { MlxError } from "@mlx/core";

export function storeTooNew(
  location: string,
  schema: { readonly found: number; readonly supported: number },
): MlxError {
  return new MlxError({
    code: "MLX5001",
    summary: `The store ${location} was written by a newer mlx`,
    detail: `Its schema has version ${schema.found}; this mlx knows versions up to ${schema.supported}. Nothing was changed.`,
    next: ["upgrade mlx to the version that the others who use this store have"],
  });
}

export function storeUnreadable(location: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX5002",
    summary: `${location} is not a readable mlx store`,
    detail: `${why} The file was left untouched.`,
    next: [
      `put a backup of ${location} in its place`,
      "without a backup: move the file away (keep it) and run `mlx apply`, which makes a new store; the history, runs and models of the old one are then not in it",
    ],
    cause,
  });
}

export function storeBusy(location: string, seconds: number, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX5003",
    summary: `The store ${location} was in use by another process for too long`,
    detail: `Waited ${seconds} seconds for it; nothing was written.`,
    next: ["run the command again", "look for another mlx, a backup or a database tool that holds the file"],
    cause,
  });
}

export function storeNotWritable(location: string, why: string, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX5004",
    summary: `The store ${location} cannot be written`,
    detail: `${why} The change was not made; what was in the store before is still there.`,
    next: [
      "make room on the disk, or give yourself write access to the file and its folder",
      "run the command again",
    ],
    cause,
  });
}

export function storeUnreachable(location: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX5005",
    summary: `The store ${location} cannot be opened`,
    detail: why,
    next: ["name a file that can be opened or made: `--store sqlite:PATH`"],
    cause,
  });
}

/** `newer` is the apply that moved the serial; absent when the plan is of another store. */
export function planStale(
  serial: { readonly expected: number; readonly actual: number },
  newer: { readonly actor: string; readonly at: string; readonly command: string } | undefined,
): MlxError {
  const what =
    newer === undefined
      ? "The plan was made for another store, or for one that was replaced since."
      : `${newer.actor} ran ${newer.command} at ${newer.at}, after the plan was made.`;
  return new MlxError({
    code: "MLX5010",
    category: "plan-stale",
    summary: "The plan is out of date: the store has changed since it was made",
    detail: `${what} The plan was made at serial ${serial.expected}, the store is at ${serial.actual}. Nothing was changed.`,
    next: ["`mlx plan` to see what is to be done now"],
  });
}

export function staleFence(runId: string, why: string): MlxError {
  return new MlxError({
    code: "MLX5020",
    summary: `Run ${runId} is no longer worked on by this process`,
    detail: `${why} What this process wanted to write was refused.`,
    next: [`\`mlx runs show ${runId}\` to see who has it and how it stands`],
  });
}

export function noSuchRun(runId: string): MlxError {
  return new MlxError({
    code: "MLX5021",
    summary: `There is no run ${runId} in this store`,
    next: ["`mlx runs` to see those that there are"],
  });
}

export function notReopenable(runId: string, state: "PENDING" | "RUNNING" | "RETRY" | "DONE"): MlxError {
  const next: Readonly<Record<typeof state, string>> = {
    PENDING: `\`mlx cancel ${runId}\`, and then retry it`,
    RUNNING: `\`mlx cancel ${runId}\`, and then retry it`,
    RETRY: `wait: \`mlx runs show ${runId}\` says when it is tried again`,
    DONE: `\`mlx runs rerun ${runId}\` makes a new run like it`,
  };
  return new MlxError({
    code: "MLX5022",
    summary: `Run ${runId} cannot be retried`,
    detail: `It is ${state}; only a run that has FAILED or was ABORTED is tried again. Nothing was changed.`,
    next: [next[state]],
  });
}

export function noSuchSchedule(experiment: string): MlxError {
  return new MlxError({
    code: "MLX5023",
    summary: `${experiment} has no schedule in this store`,
    detail: "Either there is no such experiment, or it was applied without a schedule.",
    next: ["`mlx schedules` to see those that there are", "add a `schedule`, and run `mlx apply`"],
  });
}

export function noSuchDelivery(id: string): MlxError {
  return new MlxError({
    code: "MLX5024",
    summary: `There is no delivery ${id} in this store`,
    detail: "Deliveries that have ended are removed after a time (`retention.deliveries`).",
    next: ["`mlx notifications` to see those that there are"],
  });
}

export function aliasMovedMeanwhile(alias: {
  readonly model: string;
  readonly alias: string;
  readonly expected: number | undefined;
  readonly actual: number | undefined;
}): MlxError {
  const pointed = (version: number | undefined) => (version === undefined ? "nowhere" : `to v${version}`);
  return new MlxError({
    code: "MLX5030",
    summary: `${alias.alias} of model/${alias.model} was moved meanwhile`,
    detail: `It was to be moved from where it pointed before (${pointed(alias.expected)}), and now points ${pointed(alias.actual)}. Nothing was changed.`,
    next: [
      `\`mlx models history ${alias.model}\` to see who moved it, and why`,
      "run the command again, if you still want it moved",
    ],
  });
}

export function versionNotReady(version: {
  readonly model: string;
  readonly version: number;
  readonly alias: string;
  readonly status: "ARCHIVED" | "DELETED";
}): MlxError {
  const name = `${version.model}@v${version.version}`;
  return new MlxError({
    code: "MLX5031",
    summary: `model/${name} is ${version.status} and cannot become ${version.alias}`,
    detail: "Only a READY version can bear an alias. Nothing was changed.",
    next: [
      version.status === "DELETED"
        ? `\`mlx models restore ${name}\` takes the deletion back, as long as its files are there`
        : `\`mlx models show ${name}\` to see why`,
      `\`mlx models list ${version.model}\` to see those that are READY`,
    ],
  });
}

export function versionInUse(version: {
  readonly model: string;
  readonly version: number;
  readonly aliases: readonly string[];
  readonly runs: readonly string[];
  /** There are more runs than those that are named. */
  readonly more: boolean;
}): MlxError {
  const { model, aliases, runs } = version;
  const users = [
    ...aliases.map((alias) => `the alias ${alias} points to it`),
    ...runs.map((run) => `run ${run} has not ended and loads it`),
    ...(version.more ? ["so do further runs"] : []),
  ];
  return new MlxError({
    code: "MLX5032",
    summary: `model/${model}@v${version.version} is in use and was not deleted`,
    detail: `${users.join("; ")}.`,
    next: [
      ...aliases.map((alias) => `\`mlx models promote\` another version to ${alias}, or roll ${alias} back`),
      ...runs.map((run) => `wait for run ${run}, or \`mlx cancel ${run}\``),
    ],
  });
}

/** `version`: `model/x@v3`, or an id. */
export function noSuchVersion(version: string): MlxError {
  return new MlxError({
    code: "MLX5033",
    summary: `There is no ${version.startsWith("model/") ? version : `model version ${version}`} in this store`,
    next: ["`mlx models list` to see those that there are"],
  });
}
