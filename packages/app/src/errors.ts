import {
  type Diagnostic,
  formatModelVersion,
  hasErrors,
  MlxError,
  type ModelVersion,
  type Run,
  shellWord,
  type WorkerIdentity,
} from "@mlx/core";

export function noProject(cwd: string): MlxError {
  return new MlxError({
    code: "MLX8001",
    summary: `there is no mlx.yaml in ${cwd}, nor in a folder above it`,
    next: ["`mlx init` makes a project here", "`mlx -C DIR …` picks another folder"],
  });
}

export function configurationInvalid(diagnostics: readonly Diagnostic[]): MlxError {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return new MlxError({
    code: "MLX8002",
    category: "configuration-invalid",
    summary: `the configuration has ${errors} ${errors === 1 ? "error" : "errors"}`,
    detail: "Nothing is planned or applied until they are mended.",
    next: ["`mlx explain CODE` says more about one of them"],
    diagnostics,
  });
}

/** The failure that findings amount to; none while they are warnings. */
export function invalidBecauseOf(diagnostics: readonly Diagnostic[]): MlxError | undefined {
  return hasErrors(diagnostics) ? configurationInvalid(diagnostics) : undefined;
}

export function planFileUnreadable(path: string, why: string): MlxError {
  return new MlxError({
    code: "MLX8003",
    summary: `${path} is not a plan that can be applied: ${why}`,
    detail: "Nothing was changed.",
    next: ["`mlx plan --out FILE` writes one"],
  });
}

export function fileNotWritable(path: string, why: string, next: readonly string[] = []): MlxError {
  return new MlxError({ code: "MLX8004", summary: `${path} cannot be written: ${why}`, next });
}

/** `dir`: the folder as it was given. */
export function folderTaken(
  folder: string,
  files: readonly string[],
  { template, dir = "." }: { readonly template: string; readonly dir?: string },
): MlxError {
  return new MlxError({
    code: "MLX8005",
    summary: `${folder} already has ${files.join(", ")}`,
    detail: "Nothing was written.",
    next: [
      `\`mlx init ${template} DIR\` makes it in another folder`,
      `\`mlx init ${template} ${shellWord(dir)} --force\` writes over them`,
    ],
  });
}

/** `dir`: the folder as it was given. */
export function noSuchTemplate(name: string, templates: readonly string[], dir?: string): MlxError {
  const where = dir === undefined ? "" : ` ${shellWord(dir)}`;
  return new MlxError({
    code: "MLX8006",
    summary: `there is no template "${name}"`,
    next: templates.map((template) => `\`mlx init ${template}${where}\``),
  });
}

export function planOfAnotherProject(path: string, planned: string, here: string): MlxError {
  return new MlxError({
    code: "MLX8007",
    category: "plan-stale",
    summary: `${path} is a plan of ${planned}, and this is ${here}`,
    detail: "Nothing was changed.",
    next: ["`mlx plan --out FILE` here, with the same --env"],
  });
}

export function noLogYet({ id, status, attempt }: Run): MlxError {
  const short = id.slice(0, 8);
  return new MlxError({
    code: "MLX8008",
    summary:
      attempt === 0 ? `run ${short} has not started, so it has no log` : `run ${short} has no such log`,
    detail: `The run is ${status.state}, and has had ${attempt} ${attempt === 1 ? "attempt" : "attempts"}.`,
    next: [`\`mlx runs show ${short}\``],
  });
}

export function logRemoved({ id, endedAt }: Run, attempt: number): MlxError {
  const short = id.slice(0, 8);
  return new MlxError({
    code: "MLX8008",
    summary: `the log of attempt ${attempt} of run ${short} was removed`,
    detail: `${endedAt === undefined ? "" : `The run ended at ${endedAt}. `}\`retention.logs\` says for how long logs are kept.`,
    next: [`\`mlx runs show ${short} -v\` tells what is kept of it`],
  });
}

export function notAnAddress(text: string): MlxError {
  return new MlxError({
    code: "MLX8009",
    summary: `"${text}" is not an address`,
    detail: "An address is KIND/NAME, e.g. recipe/retail-gbm, or KIND/NAME[KEY].",
    next: ["`mlx status` shows what there is"],
  });
}

export function fileNotReadable(path: string, why: string): MlxError {
  return new MlxError({
    code: "MLX8010",
    summary: `${path} cannot be read: ${why === "ENOENT" ? "there is no such file" : why}`,
  });
}

export function wrongBranch(environment: string, branch: string, here: string): MlxError {
  return new MlxError({
    code: "MLX8011",
    category: "blocked",
    summary: `environment ${environment} is applied from the branch ${branch}, and this is ${here}`,
    detail: "Nothing was changed.",
    next: [`\`git switch ${branch}\``],
  });
}

export function imageLockDamaged(file: string, line: number, why: string): MlxError {
  const place = { line, column: 1 };
  return new MlxError({
    code: "MLX8012",
    summary: `${file} cannot be read: ${why}`,
    detail: "Nothing was changed.",
    where: { file, start: place, end: place },
    next: [
      `take ${file} back as git has it, or take out what is wrong`,
      `delete ${file}, and \`mlx lock\` pins all images anew`,
    ],
  });
}

/** `serial`: of the apply that is done. */
export function imageLockNotWritten(serial: number, cause: MlxError): MlxError {
  return new MlxError({
    code: "MLX8013",
    summary: `applied, but mlx.lock was not written: ${cause.summary}`,
    detail: `The plan is in the store, as serial ${serial}. Only the pins of its images are not in the file yet.`,
    next: ["`mlx lock` writes them", ...cause.next],
    cause,
  });
}

export function notATime(flag: string, text: string): MlxError {
  return new MlxError({
    code: "MLX8014",
    summary: `${flag} "${text}" is not a time`,
    detail:
      "A time is RFC 3339 (2026-01-31T06:00:00Z), a local date or time (2026-01-31, 2026-01-31T06:00), `now`, or from now: +7d, -1h30m.",
  });
}

export function timeOutOfRange(flag: string, text: string): MlxError {
  return new MlxError({
    code: "MLX8014",
    summary: `${flag} "${text}" lies too far away`,
    detail: "Times are taken from 1970 to the end of 9999.",
  });
}

export function notADuration(flag: string, text: string): MlxError {
  return new MlxError({
    code: "MLX8014",
    summary: `${flag} "${text}" is not a duration`,
    detail: "A duration is made of s, m, h, d and w: 90s, 10m, 1h30m.",
  });
}

export function notARange(from: string, until: string): MlxError {
  return new MlxError({
    code: "MLX8014",
    summary: `the time from ${from} to ${until} is empty`,
    detail: "--from has to lie before --to.",
  });
}

export function simulationTooLong(from: string, until: string, years: number): MlxError {
  return new MlxError({
    code: "MLX8014",
    summary: `the time from ${from} to ${until} is longer than ${years} years`,
    detail: `A simulation goes through every nominal time; it takes ${years} years at most.`,
    next: [
      "give a --to that is nearer, e.g. `--to +30d`",
      "`mlx schedules next -n 20 EXPERIMENT` tells the next times, however far they are",
    ],
  });
}

export function daemonIsUp(
  identity: WorkerIdentity,
  { since, url, place }: { readonly since: string; readonly url?: string; readonly place: string },
): MlxError {
  return new MlxError({
    code: "MLX8015",
    category: "lock-held",
    summary: `a daemon runs here already: process ${identity.pid} on ${identity.host}, since ${since}`,
    detail: `${url === undefined ? "" : `It answers at ${url}. `}One \`mlx up\` looks after a project in an environment; ${place} says which.`,
    next: ["`mlx status` shows what it does", "`mlx down` ends it in order"],
  });
}

export function noDaemon(): MlxError {
  return new MlxError({
    code: "MLX8016",
    summary: "no daemon runs here",
    detail: "Nothing was changed.",
    next: ["`mlx up --detach` starts one"],
  });
}

export function daemonElsewhere(identity: WorkerIdentity): MlxError {
  return new MlxError({
    code: "MLX8016",
    summary: `no daemon runs on this machine; one runs on ${identity.host} as process ${identity.pid}`,
    detail: "A daemon is ended on its own machine. Nothing was changed.",
    next: [`\`mlx down\` on ${identity.host}`],
  });
}

/** `words`: the end of what it said. */
export function daemonNotStarted(log: string, words: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX8017",
    summary: "the daemon did not start",
    detail: words.length === 0 ? "It ended without a word." : `It said:\n${words.join("\n")}`,
    next: ["`mlx up` starts it here, where all it says is seen", `its log is ${log}`],
  });
}

export function daemonSilent(pid: number, seconds: number, log: string): MlxError {
  return new MlxError({
    code: "MLX8017",
    summary: `process ${pid} was started as daemon, and has not answered for ${seconds} s`,
    detail: "It was left as it is: it may only be slow.",
    next: ["`mlx status` tells whether it is up by now", `its log is ${log}`],
  });
}

export function noSuchDelivery(text: string, detail?: string): MlxError {
  return new MlxError({
    code: "MLX8018",
    summary: `there is no delivery "${text}"`,
    ...(detail === undefined ? {} : { detail }),
    next: ["`mlx notifications` lists them"],
  });
}

export function tooManyWorkers(runs: number): MlxError {
  return new MlxError({
    code: "MLX8019",
    category: "blocked",
    summary: `${runs} runs at once need a daemon, and none runs`,
    detail:
      "Without one each run would be a process of its own, whatever slots there are. Nothing was changed.",
    next: ["`mlx up --detach` starts one; then again"],
  });
}

/** `why` completes the sentence "PATH …". */
export function noModelThere(path: string, why: string, next: string): MlxError {
  return new MlxError({
    code: "MLX8025",
    summary: `${path} ${why}`,
    detail: "A model is a folder with its files, a single file, or a tar.gz. Nothing was registered.",
    next: [next],
  });
}

/** `names`: some of what is in it, where it is a folder. */
export function targetTaken(path: string, names: readonly string[] = []): MlxError {
  return new MlxError({
    code: "MLX8026",
    summary:
      names.length === 0 ? `${path} is there already` : `${path} is not empty: it holds ${names.join(", ")}`,
    detail: "Nothing was written.",
    next:
      names.length === 0
        ? ["name another file", "or remove that one"]
        : ["name another folder", "or empty it"],
  });
}

/** `why` completes the sentence "WHAT …", where `what` is e.g. `--metric RMSE=low`. */
export function modelFactInvalid(what: string, why: string, next: string): MlxError {
  return new MlxError({
    code: "MLX8027",
    summary: `${what} ${why}`,
    detail: "Nothing was registered.",
    next: [next],
  });
}

/** `external`: nobody ran it here; else its run was removed. */
export function noRunToReport(name: string, external: boolean): MlxError {
  return new MlxError({
    code: "MLX8028",
    summary: external
      ? `${name} was trained elsewhere, so there is no run to report`
      : `the run that made ${name} is kept no longer, so there is nothing to report`,
    next: [`\`mlx models card ${name.replace(/^model\//, "")}\` tells what is known of it`],
  });
}

/** `why` completes the sentence "WHAT …", where `what` is e.g. `--metric RMSE=low`; `example`: how it is written. */
export function insightInvalid(what: string, why: string, example: string): MlxError {
  return new MlxError({
    code: "MLX8029",
    summary: `${what} ${why}`,
    detail: "Nothing was added.",
    next: [`write ${example}`],
  });
}

export function noSuchMetric(name: string, run: string, known: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX8080",
    summary: `run ${run.slice(0, 8)} has not measured ${name}`,
    detail: known.length === 0 ? "It has measured nothing so far." : `It has measured ${inShort(known)}.`,
  });
}

/** `known`: what there is instead, of an artifact's files or of a run's outputs. */
export function noSuchFile(name: string, known: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX8081",
    summary: `there is no ${JSON.stringify(name)} there`,
    detail: known.length === 0 ? "There is nothing." : `There is ${inShort(known)}.`,
  });
}

export function planNotAsShown(shown: number, now: number): MlxError {
  return new MlxError({
    code: "MLX8082",
    category: "plan-stale",
    summary: "an apply would do something else by now than the plan that was shown",
    detail:
      shown === now
        ? "The files, the data or the source have changed since. Nothing was applied."
        : `It was made at serial ${shown} of the store, which is at ${now} by now. Nothing was applied.`,
    next: ["plan again, look at it, and apply that"],
  });
}

/** The first ten. */
export function inShort(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(", ");
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}

export function noTranscoder(version: ModelVersion, format: string): MlxError {
  return new MlxError({
    code: "MLX8070",
    summary: `${formatModelVersion(version)} cannot be made into ${format}`,
    detail:
      "Its files are not in that format, and no recipe can declare a task that converts a model. No record was made.",
    next: ["have the training write that format too", "or convert the files, and register them as a model"],
  });
}

export function linkInvalid(why: string): MlxError {
  return new MlxError({
    code: "MLX8071",
    summary: `this link to a log cannot be used: ${why}`,
    next: ["ask for the run's status again: it has new links"],
  });
}
