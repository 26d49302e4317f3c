import type { DatasetFormat, DatasetSpec } from "@mlx/core";
import { toProjectPath } from "../files/project-path.ts";
import type { Dataset } from "../generated/language.ts";
import { type CanonicalContext, canonicalCommon } from "./common.ts";

export function canonicalDataset(written: Dataset, context: CanonicalContext): DatasetSpec {
  const { path, format, timestampColumn, timestampFormat, batches } = written;
  return {
    ...canonicalCommon(written, context),
    path: toProjectPath(path, context.folder),
    format: format ?? guessFormat(path) ?? "csv",
    ...(timestampColumn === undefined ? {} : { timestampColumn }),
    ...(timestampFormat === undefined ? {} : { timestampFormat }),
    ...(batches === "latest" ? { batches } : {}),
  };
}

/** A dataset's format by the name of its files; `undefined` where the name does not tell. */
export function guessFormat(path: string): DatasetFormat | undefined {
  const [, ending] = /\.(csv|parquet|jsonl|ndjson)(?:\.gz)?$/i.exec(path) ?? [];
  switch (ending?.toLowerCase()) {
    case "csv":
      return "csv";
    case "parquet":
      return "parquet";
    case "jsonl":
    case "ndjson":
      return "jsonl";
    default:
      return undefined;
  }
}
