/** What is wrong with `notifications` of a project beyond its shape. */
import { isJsonObject, isSecretRef, type Json } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import { isEmailAddress } from "./email-address.ts";
import type { SchemaFinding } from "./schema-errors.ts";
import { looksSecret } from "./secret-names.ts";

export interface NotificationFinding extends SchemaFinding {
  /** An error when absent. */
  readonly severity?: "warning";
}

export function checkNotifications(notifications: Json | undefined): readonly NotificationFinding[] {
  if (!isJsonObject(notifications)) return [];
  const { webhooks, smtp } = notifications;
  const findings: NotificationFinding[] = [];
  for (const [name, webhook] of isJsonObject(webhooks) ? Object.entries(webhooks) : []) {
    if (!isJsonObject(webhook)) continue;
    const path = ["notifications", "webhooks", name];
    findings.push(
      ...checkUrl([...path, "url"], webhook.url),
      ...checkSecret([...path, "secret"], webhook.secret),
    );
  }
  return [...findings, ...(isJsonObject(smtp) ? checkSmtp(smtp) : [])];
}

function checkUrl(path: readonly string[], text: Json | undefined): readonly SchemaFinding[] {
  if (typeof text !== "string" || text === "") return [];
  const on = "value";
  if (!URL.canParse(text) || !/^https?:\/\/[^/]/i.test(text))
    return [
      {
        code: configCode.badValue,
        path,
        on,
        // Not the text itself: what a URL is to be may hold a secret.
        summary: "`url` is not an address that a webhook can be sent to.",
        detail: "Write an http or https URL, e.g. `https://hooks.acme.example/mlx`.",
      },
    ];
  const { username, password, searchParams } = new URL(text);
  const secret = [...searchParams.keys()].find((name) => looksSecret(name) && searchParams.get(name) !== "");
  if (username === "" && password === "" && secret === undefined) return [];
  return [
    {
      code: configCode.secretLiteral,
      path,
      on,
      summary:
        secret === undefined
          ? "The URL holds a user name or a password."
          : `\`${secret}\` in the URL looks like a secret.`,
      detail: "Write `url: { secret: { env: NAME } }` (or `file:`), and keep the whole URL there.",
    },
  ];
}

/** What is no reference is refused by the schema too; this says what to write. */
export function checkSecret(path: readonly string[], value: Json | undefined): readonly SchemaFinding[] {
  const name = path.at(-1);
  if (isJsonObject(value) && (typeof value.env === "string" || typeof value.file === "string"))
    return [
      {
        code: configCode.misplacedSecret,
        path,
        on: "value",
        summary: `\`${name}\` names a source, and is no reference to a secret.`,
        detail: `Write \`${name}: { secret: ${typeof value.env === "string" ? `{ env: ${value.env} }` : `{ file: ${String(value.file)} }`} }\`.`,
      },
    ];
  if (typeof value !== "string" || value === "") return [];
  return [
    {
      code: configCode.secretLiteral,
      path,
      on: "value",
      summary: `\`${name}\` is a secret, and stands in a file.`,
      detail: `Write \`${name}: { secret: { env: NAME } }\` (or \`file:\`): the value is then read when it is needed, and kept nowhere.`,
    },
  ];
}

function checkSmtp({
  from,
  user,
  password,
}: {
  readonly [field: string]: Json;
}): readonly NotificationFinding[] {
  const path = (field: string) => ["notifications", "smtp", field];
  const findings: NotificationFinding[] = [...checkSecret(path("password"), password)];
  if (typeof from === "string" && from !== "" && !isSender(from))
    findings.push({
      code: configCode.badValue,
      path: path("from"),
      on: "value",
      summary: `\`${from}\` is not an e-mail address.`,
      detail: "Write `mlx@acme.example`, or `mlx <mlx@acme.example>`.",
    });
  const [given, lacking] = user === undefined ? ["password", "user"] : ["user", "password"];
  if ((user === undefined) !== (password === undefined) && (password === undefined || isSecretRef(password)))
    findings.push({
      severity: "warning",
      code: configCode.noEffect,
      path: path(given),
      on: "key",
      summary: `\`${given}\` does nothing without \`${lacking}\`: nobody signs in.`,
    });
  return findings;
}

/** `ann@acme.org`, or with a name: `Ann <ann@acme.org>`. */
function isSender(text: string): boolean {
  const [, name = "", address = text] = /^([^<>\r\n]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  return !/[\r\n]/.test(name) && isEmailAddress(address.trim());
}
