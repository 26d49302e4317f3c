import type { History } from "@mlx/app";
import type { ApplyRecord, ResourceRevision } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatRelative, formatTime } from "./format.ts";
import { indent, wrap } from "./layout.ts";
import { shortId } from "./names.ts";
import { renderTable } from "./table.ts";

/** The applies, newest first; for one resource its revisions and what changed in each. */
export function renderHistory(
  { applies, revisions, address }: History & { readonly address: string | undefined },
  view: ViewOptions,
): string {
  if (revisions !== undefined && address !== undefined)
    return renderRevisions(address, revisions, applies, view);
  if (applies.length === 0) return "Nothing was applied yet.";
  const table = renderTable<ApplyRecord>(
    [
      { header: "SERIAL", value: ({ serial }) => String(serial), align: "right" },
      { header: "APPLY", value: ({ id }) => shortId(id) },
      { header: "WHEN", value: ({ at }) => formatTime(Date.parse(at), view) },
      { header: "", value: ({ at }) => formatRelative(Date.parse(at), view.now), optional: 4 },
      { header: "COMMAND", value: ({ command }) => command, optional: 2 },
      { header: "CHANGES", value: renderSigns },
      { header: "WHO", value: ({ actor }) => actor, least: 8, optional: 1 },
      { header: "GIT", value: gitOf, optional: 3 },
    ],
    applies,
    view,
  );
  if (view.verbosity !== "verbose") return table;
  return [table, ...applies.map((apply) => renderChanges(apply, view))].join("\n\n");
}

/** `+2 ~1 »1 ←1 -3` */
function renderSigns({ summary }: ApplyRecord): string {
  const parts = [
    ["+", summary.create],
    ["~", summary.update],
    ["»", summary.move],
    ["←", summary.import ?? 0],
    ["-", summary.delete],
  ] as const;
  return (
    parts
      .filter(([, number]) => number > 0)
      .map(([sign, number]) => `${sign}${number}`)
      .join(" ") || "none"
  );
}

function gitOf({ git }: ApplyRecord): string {
  return git === undefined ? "" : `${git.commit.slice(0, 8)}${git.dirty ? " (dirty)" : ""}`;
}

function renderChanges(apply: ApplyRecord, { colours, width }: ViewOptions): string {
  return [
    colours.bold(`serial ${apply.serial}`),
    ...apply.changes.flatMap(({ action, address, from, reasons }) =>
      indent(
        wrap(
          `${action} ${address}${from === undefined ? "" : ` (from ${from})`}${reasons.length === 0 ? "" : `: ${reasons.join("; ")}`}`,
          Math.min(width, 100) - 2,
        ),
        "  ",
      ),
    ),
  ].join("\n");
}

function renderRevisions(
  address: string,
  revisions: readonly ResourceRevision[],
  applies: readonly ApplyRecord[],
  view: ViewOptions,
): string {
  if (revisions.length === 0) return `${address} was never applied.`;
  const applied = new Map(applies.map((apply) => [apply.id, apply]));
  const names = new Set<string | undefined>([address, ...revisions.map(({ resource }) => resource?.address)]);
  const why = ({ applyId }: ResourceRevision) => {
    const change = applied.get(applyId)?.changes.find((each) => names.has(each.address));
    return change === undefined ? "" : `${change.action}: ${change.reasons.join("; ")}`;
  };
  return renderTable<ResourceRevision>(
    [
      { header: "REVISION", value: ({ revision }) => String(revision), align: "right" },
      { header: "SERIAL", value: ({ serial }) => String(serial), align: "right" },
      { header: "WHEN", value: ({ at }) => formatTime(Date.parse(at), view) },
      {
        header: "WHO",
        value: ({ applyId, actor }) => applied.get(applyId)?.actor ?? actor ?? "",
        least: 8,
        optional: 1,
      },
      { header: "VIA", value: ({ via }) => via ?? "", optional: 2 },
      {
        header: "CHANGE",
        value: why,
        least: 20,
      },
    ],
    revisions,
    view,
  );
}
