/** Checks every resource and tells what is wrong with it, where it was written. */
import {
  type Address,
  type DatasetSpec,
  type DesiredResource,
  type InstanceSpec,
  isJsonObject,
  type Json,
  type Kind,
  type RecipeType,
  type Specs,
} from "@mlx/core";
import { canonicalCron } from "../canonical/schedule.ts";
import type { ProblemNote, Problems } from "../findings/problem.ts";
import type { Suggest } from "../findings/suggest.ts";
import { validateVariable } from "../generated/validators.js";
import type { ProjectSettings, ResourceCheck } from "../load-options.ts";
import { child, type Declarations, placeIn } from "../resolve/declarations.ts";
import { createReferenceResolver } from "../resolve/references.ts";
import type { ResolvedResource } from "../resolve/resolve-configuration.ts";
import type { ResourceIndex } from "../resolve/resource-index.ts";
import { checkExperimentInputs } from "./check-experiment-inputs.ts";
import { checkPolicies } from "./check-policies.ts";
import { checkPublished, type DesiredWithPlace, type Published } from "./check-published.ts";
import { checkResource } from "./check-resource.ts";
import { checkRunPolicies, type DesiredExperiment } from "./check-run-policies.ts";
import { checkSpecifications, type DesiredInstance } from "./check-specifications.ts";
import type { Origin } from "./origin.ts";
import { explainSchemaErrors } from "./schema-errors.ts";

/** Which way a build takes to its packages changes nothing about what it makes. */
const proxy = /^(?:ALL|FTP|HTTPS?|NO)_PROXY$/i;

/** The spec of what is at an address. */
export type SpecLookup = <K extends Kind>(address: Address<K>) => Specs[K] | undefined;

export interface ResourcesToCheck {
  readonly index: ResourceIndex;
  readonly resources: readonly ResolvedResource[];
  /** Absent where they are wrong themselves. */
  readonly settings: ProjectSettings | undefined;
  /** Not everything that is declared could be read: an unknown name may yet exist. */
  readonly incomplete: boolean;
  readonly origin: Origin;
  readonly checks: readonly ResourceCheck[];
  readonly suggest: Suggest;
  readonly problems: Problems;
  /** What the expressions in a wrong value came to. */
  readonly notesOf: (resource: ResolvedResource, path: readonly string[]) => readonly ProblemNote[];
  readonly declaredExperiment: Published["declaredExperiment"];
  /** Of what is not among the resources and can be referred to. */
  readonly specOf?: SpecLookup;
}

/** The canonical forms of the resources that are right, in order. */
export function checkResources(input: ResourcesToCheck): readonly DesiredResource[] {
  const { index, settings, incomplete, origin, checks, suggest, problems, declaredExperiment } = input;
  const specOf: SpecLookup = input.specOf ?? (() => undefined);
  const references = createReferenceResolver(index, incomplete, suggest);
  const defaultExecutor = settings === undefined ? undefined : (settings.executor ?? "process");
  const buildArgs = Object.fromEntries(
    Object.entries(settings?.docker.build.args ?? {}).filter(([name]) => !proxy.test(name)),
  );
  const surroundings = { references, defaultExecutor, buildArgs, suggest, origin };
  const recipeTypes = new Map<string, RecipeType>();
  const instances: DesiredInstance[] = [];
  const experiments: DesiredExperiment[] = [];
  const services: DesiredWithPlace<"service">[] = [];
  const models: DesiredWithPlace<"model">[] = [];
  const datasets = new Map<Address, DatasetSpec>();
  const desired: DesiredResource[] = [];
  /** All resources of one declaration share its mistakes. */
  const told = new Set<string>();
  for (const one of input.resources) {
    const { resource, value, edges, failed } = one;
    const { layers, kind, name } = resource.declared;
    const checked = checkResource(resource, value, surroundings, edges);
    const findings =
      checked.schemaErrors.length === 0
        ? checked.findings
        : [...explainSchemaErrors(checked.schemaErrors, value, kind, suggest), ...checked.findings];
    const here = new Set<string>();
    for (const { code, path, on, summary, detail } of findings) {
      if (failed.some((failedPath) => failedPath.every((key, depth) => path[depth] === key))) continue;
      const place = `${kind}/${name} ${on} ${path.join("\n")}`;
      if (here.has(place) || told.has(`${place} ${summary}`)) continue;
      here.add(place);
      told.add(`${place} ${summary}`);
      const notes = input.notesOf(one, path);
      problems.error(code, placeIn(layers, path, on), summary, {
        detail,
        ...(notes.length === 0 ? {} : { notes }),
      });
    }
    if (checked.desired === undefined || failed.length > 0) continue;
    desired.push(checked.desired);
    if (checked.desired.kind === "dataset") datasets.set(checked.desired.address, checked.desired.spec);
    if (checked.desired.kind === "recipe")
      recipeTypes.set(checked.desired.address, checked.desired.spec.type);
    else if (checked.desired.kind === "instance")
      instances.push({ desired: checked.desired, value, declared: resource.declared });
    else if (checked.desired.kind === "experiment")
      experiments.push({ desired: checked.desired, value, declared: resource.declared });
    else if (checked.desired.kind === "model")
      models.push({ desired: checked.desired, declared: resource.declared });
    else if (checked.desired.kind === "service")
      services.push({ desired: checked.desired, declared: resource.declared });
    for (const check of checks) runCheck(check, checked.desired, one, [], told, problems);
    for (const { section, desired: experiment } of checked.derived ?? []) {
      desired.push(experiment);
      const own = child(value, section) ?? {};
      experiments.push({ desired: experiment, value: own, declared: resource.declared, prefix: [section] });
      for (const check of checks)
        runCheck(
          check,
          experiment,
          { ...one, value: isJsonObject(own) ? own : {} },
          [section],
          told,
          problems,
        );
    }
  }
  if (services.length > 0) desired.sort((a, b) => (a.address < b.address ? -1 : 1));
  const specs = new Map<Address, InstanceSpec>(
    instances.map(({ desired: { address, spec } }) => [address, spec]),
  );
  const trained = new Map(experiments.map(({ desired: { address, spec } }) => [address, spec]));
  const typeOf = (recipe: Address<"recipe">) => recipeTypes.get(recipe) ?? specOf(recipe)?.type;
  const instanceOf = (instance: Address<"instance">) => specs.get(instance) ?? specOf(instance);
  const experimentOf = (experiment: Address<"experiment">) => trained.get(experiment) ?? specOf(experiment);
  const datasetOf = (dataset: Address<"dataset">) => datasets.get(dataset) ?? specOf(dataset);
  checkSpecifications(instances, typeOf, problems);
  checkRunPolicies(experiments, { settings, instanceOf, suggest, problems });
  checkExperimentInputs(experiments, { instanceOf, datasetOf, problems });
  checkPublished({ services, models, experimentOf, instanceOf, declaredExperiment, problems });
  checkPolicies(models, { instances: index.names("instance"), suggest, problems });
  return desired;
}

export function checkVariables({ variables }: Declarations, suggest: Suggest, problems: Problems): void {
  for (const { value, layer } of variables.values()) {
    if (validateVariable(value)) continue;
    const errors = validateVariable.errors ?? [];
    for (const { code, path, on, summary, detail } of explainSchemaErrors(
      errors,
      value,
      "variable",
      suggest,
    )) {
      problems.error(code, { file: layer.file, path: [...layer.path, ...path], on }, summary, { detail });
    }
  }
}

function runCheck(
  check: ResourceCheck,
  desired: DesiredResource,
  { resource, value }: ResolvedResource,
  prefix: readonly string[],
  told: Set<string>,
  problems: Problems,
): void {
  const { layers, kind, name } = resource.declared;
  for (const { path, severity, code, summary, detail } of check(desired)) {
    const id = `${kind}/${name} check ${[...prefix, ...path].join("\n")} ${summary}`;
    if (told.has(id)) continue;
    told.add(id);
    problems[severity](code, placeIn(layers, [...prefix, ...writtenPath(path, desired, value)]), summary, {
      detail,
    });
  }
}

/** Where a path of the canonical spec stands as written: cron expressions are sorted there. */
function writtenPath(path: readonly string[], { spec }: DesiredResource, value: Json): readonly string[] {
  const [schedule, cron, index] = path;
  if (schedule !== "schedule" || cron !== "cron" || index === undefined) return path;
  const wanted = "schedule" in spec ? spec.schedule?.cron[Number(index)] : undefined;
  const written = child(child(value, schedule), cron);
  if (!Array.isArray(written)) return [schedule, cron];
  const at = written.findIndex((text) => typeof text === "string" && canonicalCron(text) === wanted);
  return at === -1 ? [schedule, cron] : [schedule, cron, String(at)];
}
