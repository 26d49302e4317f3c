import { basename } from "node:path";
import type { MlxError } from "@mlx/core";
import { timestampColumnMissing, timestampColumnUnusable } from "../../errors.ts";
import { closestName } from "../closest-name.ts";

/** The dataset's `timestampColumn` and `timestampFormat`. */
export interface ColumnOfTimes {
  readonly name: string;
  readonly format?: string;
}

export function noSuchColumn(
  { name }: ColumnOfTimes,
  files: readonly string[],
  columns: readonly string[],
): MlxError {
  const suggestion = closestName(name, columns);
  return timestampColumnMissing({
    column: name,
    where: whereOf(files),
    columns,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

export function notATime({ name }: ColumnOfTimes, files: readonly string[], type: string): MlxError {
  return timestampColumnUnusable(name, whereOf(files), type);
}

function whereOf(files: readonly string[]): string {
  const [first = ""] = files;
  const further = files.length - 1;
  const more = further === 0 ? "" : ` and ${further} more ${further === 1 ? "file" : "files"}`;
  return `${basename(first)}${more}`;
}
