import type { DatasetSpec, JsonObject } from "@mlx/core";
import { guessFormat } from "../canonical/dataset.ts";
import { type DeclarationContext, declareCommon, declarePath } from "./common.ts";
import { fieldsOf } from "./fields.ts";

export function declareDataset(spec: DatasetSpec, context: DeclarationContext): JsonObject {
  const { path, format, timestampColumn, timestampFormat, batches } = spec;
  return fieldsOf({
    description: spec.description,
    path: declarePath(path, context),
    format: guessFormat(path) === format ? undefined : format,
    ...{ timestampColumn, timestampFormat, batches },
    ...declareCommon(spec),
  });
}
