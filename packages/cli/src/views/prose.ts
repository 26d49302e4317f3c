import type { ViewOptions } from "../view-options.ts";
import { shellWord } from "./names.ts";

/**
 * Commands between backquotes stand out; the backquotes stay where there are no colours. A command of mlx
 * repeats the global flags that were given, so that typing it acts on the same project, environment and store.
 */
export function highlight(
  text: string,
  { colours, repeated }: Pick<ViewOptions, "colours" | "repeated">,
): string {
  return text.replace(/`([^`\n]+)`/g, (_, code: string) => {
    const completed = completeCommand(code, repeated);
    return colours.isColorSupported ? colours.cyan(completed) : `\`${completed}\``;
  });
}

/** Something that is not as a person expects it to be, and that fails nothing. */
export function renderWarning(text: string, view: Pick<ViewOptions, "colours" | "repeated">): string {
  return `${view.colours.yellow("warning")}: ${highlight(text, view)}`;
}

/** Those that need no project. */
const alone = /^mlx (help|explain|version|completion|schema)\b|--help\b/;
/** An address with a key, not quoted. */
const keyed = /(?<=\s)[\w./-]+\[[^\s\]']+\](@\w+)?(?=\s|$)/g;

function completeCommand(code: string, repeated: readonly string[]): string {
  if (!/^mlx [a-z]/.test(code)) return code;
  const quoted = code.replace(keyed, shellWord);
  if (alone.test(code)) return quoted;
  const words = new Set(code.split(/[\s=]/));
  return [quoted, ...repeated.filter((flag) => !words.has(flag.split(" ", 1)[0] ?? ""))].join(" ");
}
