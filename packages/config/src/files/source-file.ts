import type { JsonObject } from "@mlx/core";
import { createLineIndex, type LineIndex } from "../text/line-index.ts";
import type { Marks, TextFinding } from "../text/parsed-text.ts";

/** A file whose text takes part in the configuration. */
export interface SourceText {
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  text(): string;
  lines(): LineIndex;
}

/** A file that was read as a map. */
export interface SourceFile extends SourceText {
  /** Of the file, relative to the project's folder; empty for that folder itself. */
  readonly folder: string;
  readonly value: JsonObject;
  readonly marks: Marks;
  /** See `ParsedText.positions`. */
  positions(): Int32Array;
  /** What was wrong with its text. */
  readonly findings: readonly TextFinding[];
}

export function createSourceText(path: string, bytes: Uint8Array): SourceText {
  let text: string | undefined;
  let lines: LineIndex | undefined;
  const source: SourceText = {
    path,
    text: () => {
      text ??= decodeText(bytes);
      return text;
    },
    lines: () => {
      lines ??= createLineIndex(source.text());
      return lines;
    },
  };
  return source;
}

/** UTF-8 without a byte order mark. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: false }).decode(bytes);
}
