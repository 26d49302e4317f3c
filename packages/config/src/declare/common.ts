/** Parts of declarations that several kinds share. */
import {
  type CommonSpec,
  type ExecutorName,
  isSecretRef,
  type Json,
  type JsonObject,
  nameOf,
  type SecretRef,
  type TaskSpec,
} from "@mlx/core";
import { fromProjectPath } from "../files/project-path.ts";
import { fieldsOf, mapValues, unless, unlessEmpty } from "./fields.ts";

/** Where a declaration is to stand. */
export interface DeclarationContext {
  /** Of the declaring file, relative to the project; empty for its own folder. */
  readonly folder: string;
  /** Of recipes with `source` that name none. */
  readonly defaultExecutor: ExecutorName;
}

export function declareCommon({ description, tags, enabled, lifecycle, dependsOn }: CommonSpec): JsonObject {
  return fieldsOf({
    description,
    tags: unlessEmpty(tags),
    enabled: unless(enabled, true),
    lifecycle: unlessEmpty(
      fieldsOf({ protect: unless(lifecycle.protect, false), ignore: unlessEmpty([...lifecycle.ignore]) }),
    ),
    dependsOn: unlessEmpty([...dependsOn]),
  });
}

/** A relative path with `./`, as users write it. */
export function declarePath(path: string, { folder }: DeclarationContext): string {
  const relative = fromProjectPath(path, folder);
  return /^[/.]/.test(relative) ? relative : `./${relative}`;
}

/** Parameters or environment variables: a secret's file is named from where the declaration stands. */
export function declareValues(
  values: { readonly [name: string]: Json | SecretRef },
  context: DeclarationContext,
): JsonObject | undefined {
  return unlessEmpty(
    mapValues(values, (value) => (isSecretRef(value) ? declareSecret(value, context) : value)),
  );
}

function declareSecret({ secret }: SecretRef, context: DeclarationContext): JsonObject {
  return { secret: "file" in secret ? { file: declarePath(secret.file, context) } : { ...secret } };
}

/** Channel to dataset. */
export function declareInputs(inputs: TaskSpec["inputs"]): JsonObject | undefined {
  return unlessEmpty(mapValues(inputs, nameOf));
}

/** Channel to folder. */
export function declareOutputs(
  outputs: TaskSpec["outputs"],
  context: DeclarationContext,
): JsonObject | undefined {
  return unlessEmpty(mapValues(outputs, (path) => declarePath(path, context)));
}

/** One text where no word holds a blank, as users write it; else the words. */
export function declareCommand(words: readonly string[]): string | readonly string[] {
  const isPlain = words.length > 0 && words.every((word) => word !== "" && !/\s/.test(word));
  return isPlain ? words.join(" ") : words;
}
