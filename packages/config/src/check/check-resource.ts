/** What can be wrong with one resource, its expressions resolved; and its canonical form when nothing is. */
import {
  type Address,
  type DesiredResource,
  type ExecutorName,
  type ImageBuild,
  InternalError,
  isJsonObject,
  type Json,
  type JsonObject,
  type Kind,
  kindOf,
  sectionOf,
} from "@mlx/core";
import type { ErrorObject } from "ajv";
import type { CanonicalContext } from "../canonical/common.ts";
import { canonicalDataset, guessFormat } from "../canonical/dataset.ts";
import { canonicalExperiment } from "../canonical/experiment.ts";
import { canonicalInstance, foreignFields } from "../canonical/instance.ts";
import { canonicalRecipe } from "../canonical/recipe.ts";
import { isRemote } from "../files/project-path.ts";
import { configCode } from "../findings/config-code.ts";
import type { Suggest } from "../findings/suggest.ts";
import {
  validateDataset,
  validateExperiment,
  validateInstance,
  validateRecipe,
} from "../generated/validators.js";
import type { ReferenceResolver } from "../resolve/references.ts";
import type { Expanded } from "../resolve/resource-index.ts";
import { checkRecipe } from "./check-recipe.ts";
import { checkSecrets } from "./check-secrets.ts";
import type { SchemaFinding } from "./schema-errors.ts";

export interface CheckedResource {
  readonly schemaErrors: readonly ErrorObject[];
  readonly findings: readonly SchemaFinding[];
  /** Absent when anything was found. */
  readonly desired?: DesiredResource;
}

export interface Surroundings {
  readonly references: ReferenceResolver;
  /** Of recipes with `source`; `undefined` when it is not known, and that was told. */
  readonly defaultExecutor: ExecutorName | undefined;
  /** Of every build, without proxies; a recipe's own stand over them. */
  readonly buildArgs: ImageBuild["args"] & object;
  readonly suggest: Suggest;
}

/** `edges`: what expressions of the resource refer to. */
export function checkResource(
  resource: Expanded,
  value: JsonObject,
  surroundings: Surroundings,
  edges: ReadonlySet<Address>,
): CheckedResource {
  const { references, defaultExecutor, suggest } = surroundings;
  const { kind } = resource.declared;
  const named = references.check(resource, value);
  const secrets = checkSecrets(kind, value, resource.declared.value);
  const paths = checkPaths(kind, value);
  const tasks = checkTasks(kind, value);
  const recipe = kind === "recipe" ? checkRecipe(value, defaultExecutor, suggest) : none;
  const found = named.findings.length + secrets.length + paths.length + tasks.length + recipe.length;
  const validate = validators[kind];
  if (found === 0 && !named.incomplete) {
    const desired = toDesired(
      resource,
      value,
      surroundings,
      sortedAddresses(resource.address, named.addresses, edges),
    );
    if (desired !== undefined) return { schemaErrors: none, findings: none, desired };
  } else {
    validate(value);
  }
  return {
    schemaErrors: validate.errors ?? none,
    findings: [...secrets, ...paths, ...tasks, ...recipe, ...named.findings],
  };
}

const none: readonly never[] = [];

const validators = {
  dataset: validateDataset,
  recipe: validateRecipe,
  instance: validateInstance,
  experiment: validateExperiment,
} as const;

function sortedAddresses(
  own: Address,
  named: readonly Address[],
  edges: ReadonlySet<Address>,
): readonly Address[] {
  if (edges.size === 0 && named.length < 2) return named[0] === own ? none : named;
  const all = new Set(named);
  for (const address of edges) if (address !== own) all.add(address);
  return [...all].sort();
}

/** The canonical form; `undefined` when the value is not valid, and the kind's validator then has the errors. */
function toDesired(
  resource: Expanded,
  value: JsonObject,
  { references, defaultExecutor = "process", buildArgs }: Surroundings,
  to: readonly Address[],
): DesiredResource | undefined {
  const { declared, address } = resource;
  const { at } = declared;
  const folder = declared.layers[0]?.file.folder ?? "";
  const context: CanonicalContext = { folder, resource, references, defaultExecutor, buildArgs };
  if (isOf(address, "dataset")) {
    return validateDataset(value)
      ? { address, kind: "dataset", spec: canonicalDataset(value, context), references: to, at }
      : undefined;
  }
  if (isOf(address, "recipe")) {
    return validateRecipe(value)
      ? { address, kind: "recipe", spec: canonicalRecipe(value, context), references: to, at }
      : undefined;
  }
  if (isOf(address, "instance")) {
    return validateInstance(value)
      ? { address, kind: "instance", spec: canonicalInstance(value, context), references: to, at }
      : undefined;
  }
  if (isOf(address, "experiment")) {
    return validateExperiment(value)
      ? { address, kind: "experiment", spec: canonicalExperiment(value, context), references: to, at }
      : undefined;
  }
  throw new InternalError(`no canonical form for ${address}`);
}

/** As `isAddress`, for one that is known to be an address. */
function isOf<K extends Kind>(address: Address<Kind>, kind: K): address is Address<K> & Address<Kind> {
  return kindOf(address) === kind;
}

function checkPaths(kind: Kind, value: JsonObject): readonly SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const checkRemote = (path: readonly string[], text: Json | undefined) => {
    if (typeof text !== "string" || !isRemote(text)) return;
    findings.push({
      code: configCode.remotePath,
      path,
      on: "value",
      summary: `\`${text}\` is not a file of this machine.`,
      detail: "Data and programs are read from files and folders; copy or mount it, and name that path.",
    });
  };
  if (kind === "dataset") {
    const { path, format } = value;
    checkRemote(["path"], path);
    if (
      typeof path === "string" &&
      findings.length === 0 &&
      format === undefined &&
      guessFormat(path) === undefined
    ) {
      findings.push({
        code: configCode.unknownFormat,
        path: ["path"],
        on: "value",
        summary: `The format of \`${path}\` cannot be told from its name.`,
        detail: "Add `format: csv`, `format: parquet` or `format: jsonl`.",
      });
    }
  } else if (kind === "recipe") {
    const { source, build } = value;
    checkRemote(["source"], source);
    if (isJsonObject(build)) checkRemote(["build", "context"], build.context);
    else checkRemote(["build"], build);
  } else if (kind === "experiment") {
    for (const [channel, path] of entries(value.outputs)) checkRemote(["outputs", channel], path);
  } else {
    for (const [task, spec] of entries(value.tasks)) {
      const outputs = isJsonObject(spec) ? spec.outputs : undefined;
      for (const [channel, path] of entries(outputs)) checkRemote(["tasks", task, "outputs", channel], path);
    }
  }
  return findings;
}

/** `fp` beside `featurePipeline`, and specification fields of the wrong type. */
function checkTasks(kind: Kind, value: JsonObject): readonly SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  for (const field of kind === "recipe" ? ["command", "defaults"] : kind === "instance" ? ["tasks"] : []) {
    const tasks = value[field];
    if (isJsonObject(tasks) && Object.hasOwn(tasks, "fp") && Object.hasOwn(tasks, "featurePipeline")) {
      findings.push({
        code: configCode.exactlyOne,
        path: [field, "fp"],
        on: "key",
        summary: "`fp` and `featurePipeline` are the same task: only one of them may stand here.",
      });
    }
  }
  if (sectionOf[kind] !== "instances") return findings;
  for (const [task, spec] of entries(value.tasks)) {
    const specification = isJsonObject(spec) ? spec.specification : undefined;
    const type = isJsonObject(specification) ? specification.type : undefined;
    if (!isJsonObject(specification) || (type !== "ContainerTaskSpec" && type !== "SparkTaskSpec")) continue;
    for (const field of foreignFields(specification)) {
      findings.push({
        code: configCode.otherSpecification,
        path: ["tasks", task, "specification", field],
        on: "key",
        summary: `\`${field}\` does not belong to a ${type}.`,
      });
    }
  }
  return findings;
}

function entries(value: Json | undefined): [string, Json][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
