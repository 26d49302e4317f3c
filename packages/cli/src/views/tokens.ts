import type { ApiToken } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatMoment, formatRelative } from "./format.ts";
import { toPlainText } from "./layout.ts";
import { shortId } from "./names.ts";
import { highlight } from "./prose.ts";
import { renderTable } from "./table.ts";

/** One a line, oldest first. */
export function renderTokens(tokens: readonly ApiToken[], view: ViewOptions): string {
  if (tokens.length === 0) return highlight("No tokens. `mlx token create USER` makes one.", view);
  const { colours, now } = view;
  return renderTable<ApiToken>(
    [
      { header: "ID", value: ({ id }) => shortId(id) },
      { header: "USER", value: ({ user }) => toPlainText(user), least: 12 },
      { header: "SCOPE", value: ({ scope }) => scope },
      { header: "WHERE", value: describePlace, least: 10 },
      {
        header: "STATE",
        value: (token) => describeState(token, now),
        colour: (text, token) => (isValid(token, now) ? text : colours.dim(text)),
      },
      {
        header: "LAST USED",
        value: ({ lastUsedAt }) =>
          lastUsedAt === undefined ? "never" : formatRelative(Date.parse(lastUsedAt), now),
        optional: 2,
      },
      {
        header: "CREATED",
        value: ({ createdAt }) => formatRelative(Date.parse(createdAt), now),
        optional: 3,
      },
      {
        header: "DESCRIPTION",
        value: ({ description = "" }) => toPlainText(description),
        optional: 1,
        least: 12,
      },
    ],
    tokens,
    view,
  );
}

/** What is said of a token whose text goes to stdout. */
export function renderNewToken(token: ApiToken, view: ViewOptions): string {
  const may = token.scope === "read" ? "read" : "read and write";
  const until = token.expiresAt === undefined ? "" : ` until ${formatMoment(token.expiresAt, view)}`;
  return highlight(
    `Token ${shortId(token.id)}: ${toPlainText(token.user)} may ${may} in ${describePlace(token)}${until}. It is shown this once; \`mlx token revoke ${shortId(token.id)}\` takes it back.`,
    view,
  );
}

function describePlace({ org, sandbox }: ApiToken): string {
  const named = [
    ...(org === undefined ? [] : [org]),
    ...(sandbox === undefined ? [] : [`sandbox ${sandbox}`]),
  ];
  return named.length === 0 ? "every sandbox" : named.join(", ");
}

function describeState({ revokedAt, expiresAt }: ApiToken, now: number): string {
  if (revokedAt !== undefined) return `revoked ${formatRelative(Date.parse(revokedAt), now)}`;
  if (expiresAt === undefined) return "valid";
  const at = Date.parse(expiresAt);
  return at <= now ? `expired ${formatRelative(at, now)}` : `expires ${formatRelative(at, now)}`;
}

function isValid({ revokedAt, expiresAt }: ApiToken, now: number): boolean {
  return revokedAt === undefined && (expiresAt === undefined || Date.parse(expiresAt) > now);
}
