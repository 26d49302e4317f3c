import { createHash } from "node:crypto";
import { type Address, type DesiredResource, type DesiredState, hasErrors, type Json } from "@mlx/core";
import type { ErrorObject } from "ajv";
import { canonicalCron } from "./canonical/schedule.ts";
import { checkResource } from "./check-resource.ts";
import { configCode } from "./codes.ts";
import { child, type Declarations, placeIn } from "./declarations.ts";
import { referencesOf } from "./expressions/expression.ts";
import { isTemplate, parseTemplate } from "./expressions/parse-template.ts";
import { findCycles } from "./find-cycles.ts";
import { validateVariable } from "./generated/validators.js";
import type { LoadedProject, LoadOptions, ResourceCheck } from "./load-options.ts";
import { createProblems, type ProblemNote, type Problems } from "./problem.ts";
import { loadSchema } from "./read-schema.ts";
import { createReferenceResolver } from "./references.ts";
import { renderDiagnostics } from "./render-diagnostics.ts";
import { type ResolvedConfiguration, type ResolvedResource, resolveConfiguration } from "./resolve-configuration.ts";
import { resolveMoves } from "./resolve-moves.ts";
import type { SchemaFinding } from "./schema-errors.ts";
import { looksSecret } from "./secret-names.ts";
import { createSuggest, type Suggest } from "./suggest.ts";

/** Reads a project's files; everything that is wrong with them comes back as diagnostics. */
export async function loadProject(options: LoadOptions): Promise<LoadedProject> {
  const problems = createProblems();
  const suggest = createSuggest();
  const resolved = await resolveConfiguration(options, suggest, problems);
  const { declarations, sources } = resolved;
  await checkVariables(declarations, suggest, problems);

  let resources: readonly DesiredResource[] = [];
  let moved: DesiredState["moved"] = [];
  if ("index" in resolved) {
    resources = await checkResources(resolved, options.checks ?? [], suggest, problems);
    reportCycles(resources, resolved, problems);
    const isDeclared = (id: string) => sources.files.some(({ value }) => declares(value, id));
    moved = await resolveMoves(declarations, resolved.index, isDeclared, sources.incomplete, suggest, problems);
  }

  const diagnostics = renderDiagnostics(problems.all);
  const project = declarations.project?.name;
  const environment = "index" in resolved ? resolved.environment?.name : undefined;
  const complete = "index" in resolved && project !== undefined && !hasErrors(diagnostics) && !sources.incomplete;
  const { store, branch } = "index" in resolved ? resolved.settings : {};
  const read = "index" in resolved ? [...resolved.variableFiles, ...resolved.referencedFiles.read] : options.variableFiles;
  return {
    ...(project === undefined ? {} : { project }),
    ...(environment === undefined ? {} : { environment }),
    ...(complete ? { state: makeState(project, environment, resources, moved) } : {}),
    ...(store === undefined ? {} : { storeUrl: store }),
    ...(branch === undefined ? {} : { branch }),
    diagnostics,
    files: sources.paths,
    environments: [...declarations.environments.keys()],
    watchFiles: [...new Set([...sources.paths, ...read])],
  };
}

function makeState(
  project: string,
  environment: string | undefined,
  resources: readonly DesiredResource[],
  moved: DesiredState["moved"],
): DesiredState {
  const hash = createHash("sha256");
  // The maps of a canonical spec are made in a fixed order, so plain JSON is as good as canonical JSON here.
  for (const { address, spec } of resources) hash.update(`${address} ${JSON.stringify(spec)}\n`);
  for (const { from, to } of moved) hash.update(`${from} > ${to}\n`);
  return {
    project,
    ...(environment === undefined ? {} : { environment }),
    resources,
    moved,
    digest: `sha256:${hash.digest("hex")}`,
  };
}

async function checkVariables({ variables }: Declarations, suggest: Suggest, problems: Problems): Promise<void> {
  for (const { value, layer } of variables.values()) {
    if (validateVariable(value)) continue;
    for (const { code, path, on, summary, detail } of await explain(validateVariable.errors ?? [], value, "variable", suggest)) {
      problems.error(code, { file: layer.file, path: [...layer.path, ...path], on }, summary, { detail });
    }
  }
}

async function checkResources(
  resolved: ResolvedConfiguration,
  checks: readonly ResourceCheck[],
  suggest: Suggest,
  problems: Problems,
): Promise<readonly DesiredResource[]> {
  const references = createReferenceResolver(resolved.index, resolved.sources.incomplete, suggest);
  const desired: DesiredResource[] = [];
  const told = new Set<string>();
  for (const one of resolved.resources) {
    const { resource, value, edges, failed } = one;
    const checked = checkResource(resource, value, references, edges);
    const findings: readonly SchemaFinding[] =
      checked.schemaErrors.length === 0
        ? checked.findings
        : [...(await explain(checked.schemaErrors, value, resource.declared.kind, suggest)), ...checked.findings];
    const { layers, kind, name } = resource.declared;
    for (const { code, path, on, summary, detail } of findings) {
      if (failed.some((failedPath) => failedPath.every((key, depth) => path[depth] === key))) continue;
      // All resources of one declaration share its mistakes.
      const id = `${kind}/${name} ${code} ${path.join("\n")} ${on} ${summary}`;
      const sameValue = `${kind}/${name} ${path.join("\n")} ${on}`;
      if (told.has(id) || (resource.each === undefined && told.has(sameValue))) continue;
      told.add(id);
      told.add(sameValue);
      const notes = valueNotes(one, path, resolved);
      problems.error(code, placeIn(layers, path, on), summary, { detail, ...(notes.length === 0 ? {} : { notes }) });
    }
    if (checked.desired === undefined || failed.length > 0) continue;
    desired.push(checked.desired);
    for (const check of checks) runCheck(check, checked.desired, one, told, problems);
  }
  return desired;
}

async function explain(errors: readonly ErrorObject[], value: Json, definition: string, suggest: Suggest) {
  const { explainSchemaErrors } = await import("./schema-errors.ts");
  return explainSchemaErrors(errors, value, await loadSchema(), definition, suggest);
}

function runCheck(
  check: ResourceCheck,
  desired: DesiredResource,
  { resource, value }: ResolvedResource,
  told: Set<string>,
  problems: Problems,
): void {
  const { layers, kind, name } = resource.declared;
  for (const { path, severity, code, summary, detail } of check(desired)) {
    const id = `${kind}/${name} ${code} ${path.join("\n")} ${summary}`;
    if (told.has(id)) continue;
    told.add(id);
    const place = placeIn(layers, writtenPath(path, desired, value));
    problems[severity](code, place, summary, { detail });
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

/** What the references in a wrong value came to. */
function valueNotes({ resource }: ResolvedResource, path: readonly string[], resolved: ResolvedConfiguration): readonly ProblemNote[] {
  const written = path.reduce<Json | undefined>(child, resource.declared.value);
  if (typeof written !== "string" || !isTemplate(written)) return [];
  const parsed = parseTemplate(written);
  if (!("template" in parsed)) return [];
  const scope = resolved.scopeOf(resource);
  return parsed.template.parts.flatMap((part) => {
    if (typeof part === "string") return [];
    return referencesOf(part.expression).flatMap((reference) => {
      const outcome = scope.resolve(reference);
      if (!("value" in outcome)) return [];
      const hidden = reference.segments.some(({ name }) => looksSecret(name)) || path.some(looksSecret);
      const shown = hidden ? "***" : shorten(JSON.stringify(outcome.value));
      const [root, second] = reference.segments;
      const origin = root?.name === "var" && second !== undefined ? resolved.variables.origin(second.name) : undefined;
      const from = origin === undefined ? "" : `, ${originWords[origin.layer]}`;
      return [{ message: `\`${reference.text}\` is ${shown}${from}`, ...(origin?.place === undefined ? {} : { place: origin.place }) }];
    });
  });
}

const originWords = {
  "--var": "from --var",
  "--var-file": "from --var-file",
  environment: "from the environment",
  default: "its default",
} as const;

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

function reportCycles(resources: readonly DesiredResource[], { index }: ResolvedConfiguration, problems: Problems): void {
  const cycles = findCycles(resources);
  if (cycles.length === 0) return;
  const byAddress = new Map(index.all.map((resource) => [resource.address, resource]));
  const specs = new Map(resources.map((resource) => [resource.address, resource]));
  for (const cycle of cycles) {
    const placeOf = (from: Address, to: Address) => {
      const declared = byAddress.get(from)?.declared;
      const dependsOn = specs.get(from)?.spec.dependsOn ?? [];
      if (declared === undefined) return undefined;
      const written = declared.value["dependsOn"];
      const at = Array.isArray(written) && dependsOn.includes(to) ? written.findIndex((text) => typeof text === "string" && (text === to || to.startsWith(`${text}[`))) : -1;
      return at === -1 ? placeIn(declared.layers, [], "key") : placeIn(declared.layers, ["dependsOn", String(at)]);
    };
    const edges = cycle.map((from, position) => ({ from, to: cycle[(position + 1) % cycle.length] ?? from }));
    // The edge that was added by hand is the one to take away.
    const culprit = edges.find(({ from, to }) => specs.get(from)?.spec.dependsOn.includes(to)) ?? edges[0];
    const place = culprit === undefined ? undefined : placeOf(culprit.from, culprit.to);
    problems.error(configCode.cycle, place, `These resources depend on each other: ${[...cycle, cycle[0]].join(" → ")}.`, {
      detail: "Remove one of the references; most often it is a `dependsOn`.",
      notes: edges.map(({ from, to }) => {
        const at = placeOf(from, to);
        return { message: `\`${from}\` refers to \`${to}\`.`, ...(at === undefined ? {} : { place: at }) };
      }),
    });
  }
}

/** True when the file declares `kind/name`, whatever an environment makes of it. */
function declares(value: Json, id: string): boolean {
  const [kind, name = ""] = id.split("/");
  return child(child(value, `${kind}s`), name) !== undefined;
}
