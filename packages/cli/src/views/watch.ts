import type { WatchEvent } from "@mlx/app";
import { assertNever, hasChanges } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { renderApplied } from "./applied.ts";
import { renderDiagnostics } from "./diagnostics.ts";
import { renderFailure } from "./failure.ts";
import { count, formatTimeOfDay } from "./format.ts";
import { toPlainText } from "./layout.ts";
import { renderPlan } from "./plan.ts";
import { highlight } from "./prose.ts";

/**
 * Renders the events of one `mlx watch`; empty for those that tell nothing new. A change is told with what
 * it led to, and a plan only when it means something else than the one before.
 */
export function createWatchView(settings: {
  readonly apply: boolean;
}): (event: WatchEvent, view: ViewOptions) => string {
  let changed = "";
  let meaning: string | undefined;
  let invalid = false;
  return (event, view) => {
    const text = renderWatchEvent(event, settings, view);
    if (event.type === "changed") {
      changed = text;
      return "";
    }
    const cause = changed === "" ? "" : `${changed}\n`;
    changed = "";
    if (event.type === "invalid") invalid = true;
    if (event.type === "failed" || event.type === "applied") meaning = undefined;
    if (event.type !== "planned") return cause + text;
    const mended = invalid;
    const before = meaning;
    invalid = false;
    meaning = meaningOf(event);
    if (meaning !== before) return cause + text;
    const { colours } = view;
    return mended
      ? `${cause}${colours.dim(formatTimeOfDay(view.now, view))} the configuration is valid again; the plan is the same as before`
      : "";
  };
}

/** A plan without its times and places. */
function meaningOf({ plan, warnings }: Extract<WatchEvent, { readonly type: "planned" }>): string {
  const besides = new Set(["at", "createdAt", "configDigest", "range", "snippet"]);
  return JSON.stringify({ plan, warnings }, (key, value: unknown) => (besides.has(key) ? undefined : value));
}

/** One event of `mlx watch`, with the time in front. */
export function renderWatchEvent(
  event: WatchEvent,
  { apply }: { readonly apply: boolean },
  view: ViewOptions,
): string {
  const { colours } = view;
  const line = (text: string) => `${colours.dim(formatTimeOfDay(view.now, view))} ${text}`;
  switch (event.type) {
    case "watching":
      return line(`watching ${count(event.files, "file")}; Ctrl-C ends it`);
    case "unwatched":
      return line(
        `not watched: ${event.path === undefined ? "" : `${toPlainText(event.path)}: `}${event.reason}`,
      );
    case "paused":
      return line(`paused: ${event.reason}`);
    case "changed": {
      const shown = event.files.slice(0, 3).join(", ");
      const more = event.files.length - 3;
      return line(`changed: ${shown}${more > 0 ? ` and ${more} more` : ""}`);
    }
    case "invalid":
      return `${line("the configuration is invalid; the last good state is kept")}\n\n${renderDiagnostics(event.diagnostics, view)}\n`;
    case "planned": {
      const warnings = event.warnings.length === 0 ? "" : `${renderDiagnostics(event.warnings, view)}\n\n`;
      if (!hasChanges(event.plan))
        return `${warnings}${line(renderPlan(event.plan, { ...view, verbosity: "quiet" }))}`;
      const plan = renderPlan(event.plan, view);
      const waits = highlight("It deletes something or is blocked: `mlx apply` asks first.", view);
      return `${line("planned")}\n\n${warnings}${plan}\n${apply && !event.safe ? `${waits}\n` : ""}`;
    }
    case "applied":
      return line(renderApplied(event.record, { changes: [], consequences: [], hints: [] }, view));
    case "failed":
      return `${line("failed")}\n${renderFailure(event.failure, view)}`;
    default:
      return assertNever(event);
  }
}
