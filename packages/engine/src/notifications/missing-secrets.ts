import { isSecretRef, type NotificationSettings, type SecretRef, type SecretResolver } from "@mlx/core";

/** A secret that a target of notifications needs, and that is not set where mlx runs. */
export interface MissingSecret {
  /** `webhook/ops`; `email` stands for all addresses. */
  readonly target: string;
  /** Where the settings refer to it: `notifications.webhooks.ops.url`. */
  readonly path: string;
  /** What refers to nothing: an environment variable, or a file. */
  readonly where: string;
}

/** Without them no message reaches the target. */
export async function missingSecrets(
  { webhooks, smtp }: NotificationSettings,
  secrets: SecretResolver,
): Promise<readonly MissingSecret[]> {
  const wanted = [
    ...Object.entries(webhooks).flatMap(([name, { url, secret }]) => [
      { target: `webhook/${name}`, path: `notifications.webhooks.${name}.url`, value: url },
      { target: `webhook/${name}`, path: `notifications.webhooks.${name}.secret`, value: secret },
    ]),
    { target: "email", path: "notifications.smtp.password", value: smtp?.password },
  ];
  const missing: MissingSecret[] = [];
  for (const { target, path, value } of wanted) {
    if (value === undefined || !isSecretRef(value)) continue;
    const found = await secrets.resolve(value);
    if (found === undefined || found === "") missing.push({ target, path, where: describe(value) });
  }
  return missing;
}

function describe({ secret }: SecretRef): string {
  if ("sealed" in secret) return "a sealed value";
  return "env" in secret ? `the environment variable ${secret.env}` : `the file ${secret.file}`;
}
