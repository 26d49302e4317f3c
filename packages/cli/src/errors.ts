import type { ExactRerun } from "@mlx/app";
import { MlxError, type RunRecord } from "@mlx/core";
import type { RunsChanged } from "./change-runs.ts";
import { shellWord, shortId } from "./views/names.ts";

/** The words given are not a command line that mlx understands. */
export function usageInvalid(summary: string, usage: string, help: string): MlxError {
  return new MlxError({ code: "MLX8100", summary, detail: `usage: ${usage}`, next: [`\`${help}\``] });
}

/** Nothing of it runs in the background that `mlx down` could end. */
export function apiInForeground(): MlxError {
  return usageInvalid(
    "`--api-only` stays in the foreground: `--detach` starts daemons only",
    "mlx up --api-only",
    "mlx up --help",
  );
}

/** Something has to be approved, and nobody can be asked. */
export function approvalNeeded(command: string, what?: string): MlxError {
  return new MlxError({
    code: "MLX8101",
    category: "blocked",
    summary: "approval is needed, and there is no terminal to ask on",
    detail: `${what === undefined ? "" : `${what} `}Nothing was changed.`,
    next: [`\`mlx ${command} --yes\` approves it beforehand`],
  });
}

export function approvalDeclined(command: string): MlxError {
  return new MlxError({
    code: "MLX8102",
    category: "cancelled",
    summary: "not approved",
    detail: "Nothing was changed.",
    next: [`\`mlx ${command}\` asks again`],
  });
}

/** Reasons of runs whose program was never started, so that it has said nothing. */
const beforeProgram: readonly string[] = ["START_FAILED", "ENVIRONMENT_FAILED", "INPUT_UNAVAILABLE"];

export function runFailed({ run }: RunRecord): MlxError {
  const id = shortId(run.id);
  const message = run.status.state === "FAILED" ? run.status.message : undefined;
  const silent = run.status.state === "FAILED" && beforeProgram.includes(run.status.reason);
  return new MlxError({
    code: "MLX8104",
    category: "run-failed",
    summary: `run ${id} failed${run.status.state === "FAILED" ? `: ${run.status.reason}` : ""}`,
    ...(message === undefined || message === "" ? {} : { detail: message }),
    next: [
      ...(silent ? [] : [`\`mlx logs ${id}\` shows what the program said`]),
      `\`mlx runs show ${id} -v\` shows what happened when`,
    ],
  });
}

/** A run that was to repeat another exactly has made something else. */
export function madeOtherwise({ record, original, comparison }: ExactRerun): MlxError {
  const [id, of] = [shortId(record.run.id), shortId(original.run.id)];
  return new MlxError({
    code: "MLX3074",
    summary: `run ${id} made something else than run ${of}, from the same data with the same software: ${comparison.differences.length} differences`,
    next: [`\`mlx runs show ${id}\``, `\`mlx runs show ${of}\``, "`mlx explain MLX3074`"],
  });
}

export function runCancelled({ run }: RunRecord): MlxError {
  const id = shortId(run.id);
  return new MlxError({
    code: "MLX8105",
    category: "cancelled",
    summary: `run ${id} was cancelled`,
    next: [
      `\`mlx logs ${id}\` shows how far it came`,
      `\`mlx run ${shellWord(run.experiment ?? run.instance)}\` starts another`,
    ],
  });
}

export function notFormatted(files: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX8107",
    summary: `${files.length} ${files.length === 1 ? "file is" : "files are"} not in canonical layout`,
    next: ["`mlx fmt` rewrites them"],
  });
}

export function noSuchCode(text: string): MlxError {
  return new MlxError({
    code: "MLX8108",
    summary: `there is no code "${text}"`,
    next: ["`mlx explain` lists them"],
  });
}

export function surroundingsUnfit(problems: number): MlxError {
  return new MlxError({
    code: "MLX8109",
    summary: `${problems} ${problems === 1 ? "check" : "checks"} found a problem`,
    next: ["`mlx doctor` again, once they are mended"],
  });
}

export function imageUnfit(reference: string): MlxError {
  return new MlxError({
    code: "MLX8109",
    summary: `what ${reference} needs could not be found out`,
    next: ["`mlx doctor image` again, with what its program needs"],
  });
}

/** Of a command that is done to runs: neither is said which, or in both ways. */
export function nothingNamed(command: string): MlxError {
  return new MlxError({
    code: "MLX8110",
    summary: "say which runs: name them, or give a filter such as --experiment, but not both",
    detail: "Nothing was changed.",
    next: [`\`mlx ${command} --help\` lists the filters`, "`mlx runs` lists the newest runs"],
  });
}

/** Where it could be done to none of the runs, or not to all. */
export function runsRefused({ change, changed }: RunsChanged): MlxError | undefined {
  const refused = changed?.refused ?? [];
  const [first] = refused;
  if (first === undefined) return undefined;
  if (refused.length === 1) return first.failure;
  return new MlxError({
    code: "MLX8111",
    summary: `${change} was refused for ${refused.length} runs`,
    detail: `The first: ${first.failure.summary}.`,
    next: first.failure.next,
  });
}

/** `missing`: what has to be set first. */
export function testNotDelivered(
  target: string,
  problem: string,
  missing: readonly { readonly where: string; readonly path: string }[],
): MlxError {
  return new MlxError({
    code: "MLX8112",
    summary: `the test did not arrive at ${target}: ${problem}`,
    next:
      missing.length === 0
        ? ["mend what the receiver says, or `notifications` in the files, and try again"]
        : missing.map(({ where, path }) => `set ${where}, to which \`${path}\` refers, and try again`),
  });
}
