import { MlxError } from "@mlx/core";

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
