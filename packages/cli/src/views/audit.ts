import { type AuditEntry, describeNamespace } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatRelative } from "./format.ts";
import { toPlainText } from "./layout.ts";
import { shortId } from "./names.ts";
import { renderTable } from "./table.ts";

type NumberedEntry = AuditEntry & { readonly seq: number };

/** One a line, newest first. */
export function renderAudit(entries: readonly NumberedEntry[], view: ViewOptions): string {
  if (entries.length === 0) return "Nothing was asked for that could have changed something.";
  const { colours, now } = view;
  return renderTable<NumberedEntry>(
    [
      { header: "N", value: ({ seq }) => String(seq), align: "right", optional: 4 },
      { header: "AT", value: ({ at }) => formatRelative(Date.parse(at), now) },
      { header: "USER", value: ({ user }) => toPlainText(user), least: 12 },
      {
        header: "STATUS",
        value: ({ status }) => String(status),
        colour: (text, { status }) => (status < 400 ? colours.green(text) : colours.red(text)),
      },
      { header: "METHOD", value: ({ method }) => method },
      { header: "PATH", value: ({ path }) => toPlainText(path), least: 24 },
      { header: "WHERE", value: ({ namespace }) => describeNamespace(namespace), optional: 2, least: 10 },
      { header: "FROM", value: ({ remote }) => remote, optional: 3 },
      { header: "TOKEN", value: ({ token }) => (token === undefined ? "" : shortId(token)), optional: 1 },
    ],
    entries,
    view,
  );
}
