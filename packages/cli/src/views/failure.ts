import { type MlxError, systemErrorCode } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { renderDiagnostics } from "./diagnostics.ts";
import { indent, wrap } from "./layout.ts";
import { highlight } from "./prose.ts";

/** What happened, where and why, and what to type next; its findings come first. */
export function renderFailure(failure: MlxError, view: ViewOptions): string {
  const { diagnostics } = failure;
  const alone = renderFailureAlone(failure, view);
  return diagnostics.length === 0 ? alone : `${renderDiagnostics(diagnostics, view)}\n\n${alone}`;
}

/** Without its findings, where those are shown by themselves. */
export function renderFailureAlone(failure: MlxError, view: ViewOptions): string {
  const { code, summary, detail, next, where } = failure;
  const { colours } = view;
  const width = Math.min(view.width, 100);
  return [
    ...wrap(
      `${colours.bold(colours.red(`error ${code}`))}: ${colours.bold(highlight(summary, view))}`,
      view.width,
    ),
    ...(where === undefined
      ? []
      : [`  ${colours.blue("-->")} ${where.file}:${where.start.line}:${where.start.column}`]),
    ...(detail === undefined ? [] : indent(wrap(highlight(detail, view), width - 2), "  ")),
    ...renderNext(next, view),
  ].join("\n");
}

/** What to type next, most useful first. */
function renderNext(next: readonly string[], view: ViewOptions): readonly string[] {
  const { colours, width } = view;
  return next.flatMap((step, index) =>
    wrap(highlight(step, view), Math.min(width, 100) - 8).map(
      (line, part) => `  ${index === 0 && part === 0 ? colours.bold("next:") : "     "} ${line}`,
    ),
  );
}

/** A bug of mlx: the one place where a stack is shown, and what to send with the report. */
export function renderBug(
  error: unknown,
  {
    version,
    command,
    platform,
  }: { readonly version: string; readonly command: string; readonly platform: string },
  { colours }: ViewOptions,
): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const code = systemErrorCode(error);
  return [
    `${colours.bold(colours.red("This is a bug in mlx, or something that it did not expect."))}`,
    "",
    ...indent(trace.split("\n"), "  "),
    "",
    "Please report it with the lines above and these:",
    `  mlx ${version}, Node ${platform}`,
    `  command: ${command}`,
    ...(code === undefined ? [] : [`  system error: ${code}`]),
    "What was committed before it stays as it is; `mlx status` shows how things stand.",
  ].join("\n");
}
