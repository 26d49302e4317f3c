import type { Colours } from "../view-options.ts";

/** Commands between backquotes stand out; the backquotes stay where there are no colours. */
export function highlight(text: string, colours: Colours): string {
  if (!colours.isColorSupported) return text;
  return text.replace(/`([^`]+)`/g, (_, code: string) => colours.cyan(code));
}
