import {
  assertNever,
  type Clock,
  type Delivery,
  isSecretRef,
  type Messenger,
  type NotificationSettings,
  redacted,
  type SecretRef,
  type SecretResolver,
  type SendResult,
} from "@mlx/core";
import { sendEmail } from "./email/send-email.ts";
import type { Lookup } from "./webhook/guarded-lookup.ts";
import { sendWebhook } from "./webhook/send-webhook.ts";

export interface MessengerOptions {
  readonly settings: NotificationSettings;
  readonly secrets: SecretResolver;
  readonly clock: Pick<Clock, "now">;
  /** Of mlx, for `User-Agent`. */
  readonly version: string;
  /** How names become addresses; the system's resolver where absent. */
  readonly lookup?: Lookup;
  /** Certificates (PEM) that are trusted instead of the system's. */
  readonly trusted?: string;
}

/** Sends webhooks and e-mails. What is secret in a target never stands in a result. */
export function createMessenger(options: MessengerOptions): Messenger {
  const { settings, secrets } = options;
  return {
    async send(delivery, signal) {
      const opened = openSecrets(secrets);
      try {
        return opened.hide(await sendTo(delivery, signal, options, opened.read));
      } catch (error) {
        // Also what nobody has thought of must neither end the outbox nor lose the message.
        const problem = error instanceof Error ? error.message : String(error);
        return opened.hide({ result: "later", problem });
      }
    },
  };

  async function sendTo(
    delivery: Delivery,
    signal: AbortSignal,
    { clock, version, lookup, trusted }: MessengerOptions,
    read: (value: string | SecretRef) => Promise<Opened>,
  ): Promise<SendResult> {
    const [kind, name] = splitTarget(delivery.target);
    const shared = { delivery, signal, ...(trusted === undefined ? {} : { trusted }) };
    switch (kind) {
      case "webhook": {
        const webhook = settings.webhooks[name];
        if (webhook === undefined)
          return refused(`there is no webhook "${name}" in \`notifications.webhooks\` any more`);
        const url = await read(webhook.url);
        if ("missing" in url) return refused(url.missing);
        const secret = webhook.secret === undefined ? undefined : await read(webhook.secret);
        if (secret !== undefined && "missing" in secret) return refused(secret.missing);
        return sendWebhook({
          ...shared,
          url: url.value,
          urlIsSecret: isSecretRef(webhook.url),
          ...(secret === undefined ? {} : { secret: secret.value }),
          allowPrivate: webhook.allowPrivate,
          timeoutSeconds: webhook.timeoutSeconds,
          userAgent: `mlx/${version}`,
          now: clock.now(),
          ...(lookup === undefined ? {} : { lookup }),
        });
      }
      case "email": {
        const { smtp } = settings;
        if (smtp === undefined) return refused("the project has no `notifications.smtp`");
        const password = smtp.password === undefined ? undefined : await read(smtp.password);
        if (password !== undefined && "missing" in password) return refused(password.missing);
        const given = password === undefined ? {} : { password: password.value };
        return sendEmail({ ...shared, smtp, to: name, ...given });
      }
      case undefined:
        return refused(`"${delivery.target}" is neither a webhook nor an e-mail address`);
      default:
        return assertNever(kind);
    }
  }
}

function refused(problem: string): SendResult {
  return { result: "refused", problem };
}

function splitTarget(target: string): readonly ["webhook" | "email" | undefined, string] {
  const at = target.indexOf("/");
  const kind = target.slice(0, at);
  return [kind === "webhook" || kind === "email" ? kind : undefined, target.slice(at + 1)];
}

/** A value, or what is to be said of its absence. */
type Opened = { readonly value: string } | { readonly missing: string };

/** Reads values of secrets for one message, and takes them out of what is said about it. */
function openSecrets(secrets: SecretResolver) {
  const values: string[] = [];
  const withoutValues = (text: string) =>
    values.reduce((left, value) => left.replaceAll(value, redacted), text);
  return {
    async read(value: string | SecretRef): Promise<Opened> {
      if (!isSecretRef(value)) return { value };
      const found = await secrets.resolve(value);
      if (found === undefined || found === "") return { missing: missing(value) };
      values.push(found);
      return { value: found };
    },
    hide: (result: SendResult): SendResult => ({
      ...result,
      ...("problem" in result ? { problem: withoutValues(result.problem) } : {}),
      ...(result.answer === undefined ? {} : { answer: withoutValues(result.answer) }),
    }),
  };
}

function missing({ secret }: SecretRef): string {
  if ("sealed" in secret) return "the secret cannot be opened: it was sealed by another installation of mlx";
  return "env" in secret
    ? `the secret is not set: the environment variable ${secret.env}, where mlx runs`
    : `the secret is not there: the file ${secret.file}`;
}
