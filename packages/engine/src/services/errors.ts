import { type Address, MlxError, type TaskName } from "@mlx/core";

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
