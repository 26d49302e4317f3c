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
  nameOf,
} from "@mlx/core";
import type { ErrorObject } from "ajv";
import type { CanonicalContext } from "../canonical/common.ts";
import { canonicalDataset, guessFormat } from "../canonical/dataset.ts";
import { canonicalExperiment } from "../canonical/experiment.ts";
import { canonicalInstance, foreignFields } from "../canonical/instance.ts";
import { canonicalModel } from "../canonical/model.ts";
import { canonicalRecipe } from "../canonical/recipe.ts";
import {
  canonicalService,
  type DerivedExperiment,
  deriveExperiments,
  serviceSections,
} from "../canonical/service.ts";
import { isRemote } from "../files/project-path.ts";
import { configCode } from "../findings/config-code.ts";
import type { Suggest } from "../findings/suggest.ts";
import {
  validateDataset,
  validateExperiment,
  validateInstance,
  validateModel,
  validateRecipe,
  validateService,
} from "../generated/validators.js";
import { child } from "../resolve/declarations.ts";
import type { ReferenceResolver } from "../resolve/references.ts";
import type { Expanded } from "../resolve/resource-index.ts";
import { checkChain } from "./check-chain.ts";
import { checkModel } from "./check-model.ts";
import { checkModelSelector } from "./check-model-selector.ts";
import { checkRecipe } from "./check-recipe.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkService } from "./check-service.ts";
import { checkTimestampFormat } from "./check-timestamp-format.ts";
import type { Origin } from "./origin.ts";
import type { SchemaFinding } from "./schema-errors.ts";

export interface CheckedResource {
  readonly schemaErrors: readonly ErrorObject[];
  readonly findings: readonly SchemaFinding[];
  /** Absent when anything was found. */
  readonly desired?: DesiredResource;
  /** The experiments that a service makes. */
  readonly derived?: readonly DerivedExperiment[];
}

export interface Surroundings {
  readonly references: ReferenceResolver;
  /** Of recipes with `source`; `undefined` when it is not known, and that was told. */
  readonly defaultExecutor: ExecutorName | undefined;
  /** Of every build, without proxies; a recipe's own stand over them. */
  readonly buildArgs: ImageBuild["args"] & object;
  readonly suggest: Suggest;
  readonly origin: Origin;
}

/** `edges`: what expressions of the resource refer to. */
export function checkResource(
  resource: Expanded,
  value: JsonObject,
  surroundings: Surroundings,
  edges: ReadonlySet<Address>,
): CheckedResource {
  const { references, defaultExecutor, suggest, origin } = surroundings;
  const { kind } = resource.declared;
  const named = references.check(resource, value);
  const secrets = checkSecrets(kind, value, resource.declared.value, origin);
  const paths = checkPaths(kind, value);
  const tasks = checkTasks(kind, value);
  const own = checkKind(resource, value, defaultExecutor, suggest);
  const found = named.findings.length + secrets.length + paths.length + tasks.length + own.length;
  const validate = validators[kind];
  if (found === 0 && !named.incomplete) {
    const desired = toDesired(
      resource,
      value,
      surroundings,
      sortedAddresses(resource.address, named.addresses, edges),
    );
    if (desired !== undefined) return { schemaErrors: none, findings: none, ...desired };
  } else {
    validate(value);
  }
  return {
    schemaErrors: validate.errors ?? none,
    findings: [...secrets, ...paths, ...tasks, ...own, ...named.findings],
  };
}

/** What only resources of its kind can have wrong. */
function checkKind(
  { declared: { kind, name } }: Expanded,
  value: JsonObject,
  defaultExecutor: ExecutorName | undefined,
  suggest: Suggest,
): readonly SchemaFinding[] {
  if (kind === "dataset") return checkTimestampFormat(value);
  if (kind === "recipe") return checkRecipe(value, defaultExecutor, suggest);
  if (kind === "service") return checkService(name, value);
  if (kind === "model") return checkModel(value);
  if (kind !== "experiment") return none;
  const { chain, model, task = "train" } = value;
  return [...checkModelSelector(["model"], model), ...checkChain(chain, ["chain"], task)];
}

const none: readonly never[] = [];

const validators = {
  dataset: validateDataset,
  recipe: validateRecipe,
  instance: validateInstance,
  experiment: validateExperiment,
  model: validateModel,
  service: validateService,
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
  surroundings: Surroundings,
  to: readonly Address[],
): Pick<CheckedResource, "desired" | "derived"> | undefined {
  const { references, defaultExecutor = "process", buildArgs } = surroundings;
  const { declared, address } = resource;
  const { at } = declared;
  const folder = declared.layers[0]?.file.folder ?? "";
  const context: CanonicalContext = { folder, resource, references, defaultExecutor, buildArgs };
  if (isOf(address, "dataset")) {
    return validateDataset(value)
      ? { desired: { address, kind: "dataset", spec: canonicalDataset(value, context), references: to, at } }
      : undefined;
  }
  if (isOf(address, "recipe")) {
    return validateRecipe(value)
      ? { desired: { address, kind: "recipe", spec: canonicalRecipe(value, context), references: to, at } }
      : undefined;
  }
  if (isOf(address, "instance")) {
    return validateInstance(value)
      ? {
          desired: { address, kind: "instance", spec: canonicalInstance(value, context), references: to, at },
        }
      : undefined;
  }
  if (isOf(address, "experiment")) {
    return validateExperiment(value)
      ? {
          desired: {
            address,
            kind: "experiment",
            spec: canonicalExperiment(value, context),
            references: to,
            at,
          },
        }
      : undefined;
  }
  if (isOf(address, "model")) {
    if (!validateModel(value)) return undefined;
    const references = withExisting(to, nameOf(address), "instance", resource, surroundings);
    return { desired: { address, kind: "model", spec: canonicalModel(value, context), references, at } };
  }
  if (isOf(address, "service")) {
    if (!validateService(value)) return undefined;
    const spec = canonicalService(value, context);
    const known = withExisting(to, nameOf(spec.instance), "model", resource, surroundings);
    const own = [spec.training, spec.scoring].filter((experiment) => experiment !== undefined);
    const references = [...new Set([...known, ...own])].sort();
    const desired = { address, kind: "service", spec, references, at } as const;
    return { desired, derived: deriveExperiments(value, desired, context) };
  }
  throw new InternalError(`no canonical form for ${address}`);
}

/** Beside the references those to a resource of that name, if it is declared. */
function withExisting(
  references: readonly Address[],
  name: string,
  kind: "instance" | "model",
  from: Expanded,
  { references: resolver }: Surroundings,
): readonly Address[] {
  const found = resolver.find(name, kind, from);
  return found === undefined ? references : [...new Set([...references, found])].sort();
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
  } else if (kind === "service") {
    for (const section of serviceSections)
      for (const [channel, path] of entries(child(child(value, section), "outputs") ?? null))
        checkRemote([section, "outputs", channel], path);
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
  for (const [task, spec] of kind === "instance" ? entries(value.tasks) : []) {
    const { specification, transform } = isJsonObject(spec) ? spec : {};
    findings.push(...checkFields(specification, ["tasks", task, "specification"]));
    if (transform !== undefined && task !== "score")
      findings.push({
        code: configCode.unknownKey,
        path: ["tasks", task, "transform"],
        on: "key",
        summary: `\`transform\` belongs to the task score, not to ${task}.`,
      });
  }
  const serve = kind === "service" && isJsonObject(value.serve) ? value.serve : {};
  return [...findings, ...checkFields(serve.specification, ["serve", "specification"])];
}

function checkFields(specification: Json | undefined, path: readonly string[]): readonly SchemaFinding[] {
  const type = isJsonObject(specification) ? specification.type : undefined;
  if (!isJsonObject(specification) || (type !== "ContainerTaskSpec" && type !== "SparkTaskSpec")) return none;
  return foreignFields(specification).map((field) => ({
    code: configCode.otherSpecification,
    path: [...path, field],
    on: "key",
    summary: `\`${field}\` does not belong to a ${type}.`,
  }));
}

function entries(value: Json | undefined): [string, Json][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
