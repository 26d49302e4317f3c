/** Checks every resource and tells what is wrong with it, where it was written. */
import {
  type Address,
  type DatasetSpec,
  type DesiredResource,
  type InstanceSpec,
  isJsonObject,
  type Json,
  type RecipeType,
} from "@mlx/core";
import { canonicalCron } from "../canonical/schedule.ts";
import type { Problems } from "../findings/problem.ts";
import type { Suggest } from "../findings/suggest.ts";
import { validateVariable } from "../generated/validators.js";
import type { ResourceCheck } from "../load-options.ts";
import { child, type Declarations, placeIn } from "../resolve/declarations.ts";
import { createReferenceResolver } from "../resolve/references.ts";
import type { ResolvedConfiguration, ResolvedResource } from "../resolve/resolve-configuration.ts";
import { valueNotes } from "../resolve/value-notes.ts";
import { checkExperimentInputs } from "./check-experiment-inputs.ts";
import { checkPolicies } from "./check-policies.ts";
import { checkPublished, type Published } from "./check-published.ts";
import { checkResource } from "./check-resource.ts";
import { checkRunPolicies, type DesiredExperiment } from "./check-run-policies.ts";
import { checkSpecifications, type DesiredInstance } from "./check-specifications.ts";
import { explainSchemaErrors } from "./schema-errors.ts";

/** Which way a build takes to its packages changes nothing about what it makes. */
const proxy = /^(?:ALL|FTP|HTTPS?|NO)_PROXY$/i;

/** The canonical forms of the resources that are right, in order. */
export function checkResources(
  declarations: Declarations,
  resolved: ResolvedConfiguration,
  incomplete: boolean,
  checks: readonly ResourceCheck[],
  suggest: Suggest,
  problems: Problems,
): readonly DesiredResource[] {
  const references = createReferenceResolver(resolved.index, incomplete, suggest);
  const { settings } = resolved.projectSettings;
  const defaultExecutor = settings === undefined ? undefined : (settings.executor ?? "process");
  const buildArgs = Object.fromEntries(
    Object.entries(settings?.docker.build.args ?? {}).filter(([name]) => !proxy.test(name)),
  );
  const surroundings = { references, defaultExecutor, buildArgs, suggest };
  const recipeTypes = new Map<string, RecipeType>();
  const instances: DesiredInstance[] = [];
  const experiments: DesiredExperiment[] = [];
  const services: Published<"service">[] = [];
  const models: Published<"model">[] = [];
  const datasets = new Map<Address, DatasetSpec>();
  const desired: DesiredResource[] = [];
  /** All resources of one declaration share its mistakes. */
  const told = new Set<string>();
  for (const one of resolved.resources) {
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
      const notes = valueNotes(one, path, resolved);
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
  checkSpecifications(instances, (recipe) => recipeTypes.get(recipe), problems);
  const specs = new Map<Address, InstanceSpec>(
    instances.map(({ desired: { address, spec } }) => [address, spec]),
  );
  const instanceOf = (address: Address) => specs.get(address);
  checkRunPolicies(experiments, { settings, instanceOf, suggest, problems });
  checkExperimentInputs(experiments, { instanceOf, datasetOf: (address) => datasets.get(address), problems });
  checkPublished({ services, models, experiments, instanceOf, declarations, problems });
  checkPolicies(models, { declarations, suggest, problems });
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
