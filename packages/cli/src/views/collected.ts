import type { Collected, CollectedPart } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatBytes } from "./format.ts";
import { toPlainText } from "./layout.ts";
import { renderTable } from "./table.ts";

const nouns: { readonly [kind in CollectedPart["kind"]]: readonly [one: string, many: string] } = {
  runs: ["run", "runs"],
  logs: ["log", "logs"],
  work: ["work folder", "work folders"],
  artifacts: ["artifact", "artifacts"],
  uploads: ["upload", "uploads"],
  windows: ["window of data", "windows of data"],
  ticks: ["tick", "ticks"],
  deliveries: ["delivery", "deliveries"],
};

export function isNothing({ parts }: Collected): boolean {
  return parts.every(({ count }) => count === 0);
}

/** `3 runs, 12 logs (4.2 MiB)`. */
export function describeParts({ parts }: Collected): string {
  return parts
    .filter(({ count }) => count > 0)
    .map(({ kind, count, bytes }) => {
      const size = bytes === undefined ? "" : ` (${formatBytes(bytes)})`;
      return `${count} ${nouns[kind][count === 1 ? 0 : 1]}${size}`;
    })
    .join(", ");
}

export function renderCollected(collected: Collected, view: ViewOptions): string {
  const { dryRun, parts, problems } = collected;
  const { colours } = view;
  const told = problems.map((problem) => `${colours.yellow("warning")}: ${toPlainText(problem)}`);
  if (isNothing(collected)) return ["Nothing is older than it is kept.", ...told].join("\n");
  const gone = parts.filter(({ count }) => count > 0);
  const bytes = gone.reduce((sum, part) => sum + (part.bytes ?? 0), 0);
  const table = renderTable<CollectedPart>(
    [
      {
        header: dryRun ? "WOULD GO" : "REMOVED",
        value: ({ kind, count }) => nouns[kind][count === 1 ? 0 : 1],
      },
      { header: "COUNT", value: ({ count }) => String(count), align: "right" },
      {
        header: "SIZE",
        value: (part) => (part.bytes === undefined ? "" : formatBytes(part.bytes)),
        align: "right",
      },
    ],
    gone,
    view,
  );
  const total = dryRun ? `${formatBytes(bytes)} would be freed.` : `${formatBytes(bytes)} freed.`;
  return [table, total, ...told].join("\n");
}
