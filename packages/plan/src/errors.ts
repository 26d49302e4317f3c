import { type Address, kindOf, MlxError, type TaskName } from "@mlx/core";

export function unknownAddress(address: Address, from: Address | undefined): MlxError {
  return new MlxError({
    code: "MLX2001",
    summary: `there is no ${address}`,
    ...(from === undefined ? {} : { detail: `${from} refers to it.` }),
    next: [
      "`mlx status` shows what was applied",
      `add the ${kindOf(address)} to the files, then \`mlx apply\``,
    ],
  });
}

export function taskNotDeclared(
  instance: Address<"instance">,
  task: TaskName,
  declared: readonly string[],
): MlxError {
  return new MlxError({
    code: "MLX2002",
    summary: `${instance} does not declare the task ${task}`,
    detail: declared.length === 0 ? "It declares no tasks." : `It declares ${declared.join(", ")}.`,
    next: [`add \`tasks: { ${task}: {} }\` to the instance, then \`mlx apply\``],
  });
}

export function resourceDisabled(address: Address, used: Address): MlxError {
  return new MlxError({
    code: "MLX2003",
    category: "blocked",
    summary: address === used ? `${address} is disabled` : `${address} uses ${used}, which is disabled`,
    detail: `${used} has \`enabled: false\`.`,
    next: [`take \`enabled: false\` out of ${used}, then \`mlx apply\``],
  });
}
