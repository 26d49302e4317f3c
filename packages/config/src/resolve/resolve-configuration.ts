/** Files, environment, variables and expressions, up to resources as they are meant; nothing checked yet but that. */
import { type Address, isJsonObject, type Json, type JsonObject } from "@mlx/core";
import { askedEnvironment } from "../asked-environment.ts";
import { explainSchemaErrors } from "../check/schema-errors.ts";
import type { Failure, Outcome, Scope } from "../expressions/evaluate.ts";
import { createReferencedFiles, type ReferencedFiles } from "../files/project-files.ts";
import { createSourceReader, readSources, type Sources } from "../files/read-sources.ts";
import type { SourceFile } from "../files/source-file.ts";
import { configCode } from "../findings/config-code.ts";
import type { Place, Problems } from "../findings/problem.ts";
import type { Suggest } from "../findings/suggest.ts";
import { validateFile } from "../generated/validators.js";
import type { LoadOptions } from "../load-options.ts";
import { openParseCache } from "../text/parse-cache.ts";
import { type Declarations, mergeFiles, overlay, placeIn } from "./declarations.ts";
import { type ChosenEnvironment, chooseEnvironment } from "./environments.ts";
import { expand } from "./expand.ts";
import { type ResolvedSettings, resolveProjectSettings } from "./project-settings.ts";
import { hasTemplates, resolveText, resolveValues } from "./resolve-values.ts";
import { createResourceIndex, type Expanded, type ResourceIndex } from "./resource-index.ts";
import { createBaseScope, createResourceScopes, type ScopeContext } from "./scopes.ts";
import { createVariables, type Variables } from "./variables.ts";

export interface ResolvedConfiguration {
  readonly environment: ChosenEnvironment | undefined;
  /** `store` and `branch` of the environment. */
  readonly settings: { readonly store?: string; readonly branch?: string };
  readonly projectSettings: ResolvedSettings;
  readonly variables: Variables;
  readonly index: ResourceIndex;
  readonly resources: readonly ResolvedResource[];
  readonly referencedFiles: ReferencedFiles;
  /** For showing what a reference in a resource came to. */
  scopeOf(resource: Expanded): Scope;
}

export interface ResolvedResource {
  readonly resource: Expanded;
  /** Without `forEach` and `matrix`; what failed stays as written. */
  readonly value: JsonObject;
  /** What its expressions refer to. */
  readonly edges: ReadonlySet<Address>;
  /** Paths whose expressions failed. */
  readonly failed: readonly (readonly string[])[];
}

export interface ReadConfiguration {
  readonly sources: Sources;
  /** With the environment's overlay, if one is chosen. */
  readonly declarations: Declarations;
  /** Not everything that is declared could be read: an unknown name may yet exist. */
  readonly incomplete: boolean;
  /** Absent when it is not known which environment is meant. */
  readonly resolved?: ResolvedConfiguration;
}

/** Reads and resolves everything; what is wrong is told. */
export async function resolveConfiguration(
  options: LoadOptions,
  suggest: Suggest,
  problems: Problems,
): Promise<ReadConfiguration> {
  const { root, processEnv, variableFiles } = options;
  const sources = await readSources(root, options.cacheFolder, problems);
  checkFiles(sources.files, suggest, problems);
  const base = mergeFiles(sources.files, problems);
  const incomplete = sources.incomplete || base.incomplete;
  const [main] = sources.files;
  if (base.project === undefined && main !== undefined && !Object.hasOwn(main.value, "project")) {
    problems.error(
      configCode.noProjectName,
      { file: main, path: [], on: "value", part: "" },
      "`project` is missing.",
      {
        detail: "Give the project a name in mlx.yaml: `project: my-project`.",
      },
    );
  }
  const environment = chooseEnvironment(askedEnvironment(options), base, incomplete, suggest, problems);
  const given = await readVariableFiles(root, variableFiles, problems);
  if (environment === "unknown") return { sources, declarations: base, incomplete };

  const declarations = environment === undefined ? base : overlay(base, environment.entry);
  const report = createFailureReport(problems);
  const referencedFiles = createReferencedFiles(root);
  const context: ScopeContext = {
    project: base.project?.name,
    environment: environment?.name,
    processEnv,
    files: referencedFiles,
    suggest,
    variables: () => variables,
  };
  const baseScope = (folder: string) => createBaseScope(context, folder);
  const variables = createVariables(
    {
      declared: declarations.variables,
      broken: declarations.broken,
      given: options.variables,
      files: given.files,
      environment: environment?.entry,
      incomplete: incomplete || given.incomplete,
    },
    baseScope,
    suggest,
    problems,
  );
  variables.check();

  const settings = resolveSettings(environment, baseScope, report);
  const projectSettings = resolveProjectSettings(
    declarations.settings,
    root,
    baseScope(""),
    report,
    suggest,
    problems,
  );
  const expansions = new Map<string, readonly Expanded[] | undefined>();
  for (const [id, declared] of declarations.resources) {
    const resolve = (field: "forEach" | "matrix"): Json | undefined => {
      let failed = false;
      const value = resolveValues(
        declared.value[field] ?? null,
        baseScope(declared.layers[0]?.file.folder ?? ""),
        (path, outcome) => {
          failed = true;
          report(outcome, () => placeIn(declared.layers, [field, ...path]));
        },
      );
      return failed ? undefined : value;
    };
    expansions.set(id, expand(declared, resolve, problems));
  }
  for (const id of declarations.broken) if (!expansions.has(id)) expansions.set(id, undefined);
  const index = createResourceIndex(expansions);
  const scopes = createResourceScopes(context, () => index, incomplete);
  const resources = index.all.map((resource) => resolveResource(resource, scopes.scopeOf, report));
  const resolved: ResolvedConfiguration = {
    environment,
    settings,
    projectSettings,
    variables,
    index,
    resources,
    referencedFiles,
    scopeOf: (resource) => scopes.scopeOf(resource, new Set()),
  };
  return { sources, declarations, incomplete, resolved };
}

function checkFiles(files: readonly SourceFile[], suggest: Suggest, problems: Problems): void {
  for (const file of files) {
    if (validateFile(file.value)) continue;
    const errors = validateFile.errors ?? [];
    for (const { code, path, on, summary, detail } of explainSchemaErrors(errors, file.value, "", suggest)) {
      problems.error(code, { file, path, on }, summary, { detail });
    }
  }
}

async function readVariableFiles(root: string, paths: readonly string[], problems: Problems) {
  const reader = createSourceReader(root, openParseCache(undefined, root), problems);
  const files: SourceFile[] = [];
  for (const path of paths) {
    const file = await reader.read(path);
    if (file !== undefined) files.push(file);
  }
  return { files, incomplete: files.length < paths.length };
}

type Report = (outcome: Exclude<Outcome, { value: Json }>, place: () => Place) => void;

/** Tells each cause once, where it stands. */
function createFailureReport(problems: Problems): Report {
  const told = new Set<string>();
  return (outcome, place) => {
    const failure: Failure = "failed" in outcome ? outcome.failed : outcome.missing;
    if (failure.reported) return;
    if (failure.once !== undefined) {
      if (told.has(failure.once)) return;
      told.add(failure.once);
    }
    const { code, summary, detail, notes, part } = failure;
    const here = failure.place ?? place();
    problems.error(
      code,
      part === undefined || "source" in here || here.part !== undefined ? here : { ...here, part },
      summary,
      {
        detail,
        ...(notes === undefined ? {} : { notes }),
      },
    );
  };
}

function resolveSettings(
  environment: ChosenEnvironment | undefined,
  scopeIn: (folder: string) => Scope,
  report: Report,
) {
  const settings: { store?: string; branch?: string } = {};
  if (environment === undefined) return settings;
  const { value, layer } = environment.entry;
  for (const field of ["store", "branch"] as const) {
    const written = value[field];
    if (typeof written !== "string") continue;
    const outcome = resolveText(written, scopeIn(layer.file.folder));
    if ("value" in outcome) settings[field] = String(outcome.value);
    else report(outcome, () => ({ file: layer.file, path: [...layer.path, field], on: "value" }));
  }
  return settings;
}

const noEdges: ReadonlySet<Address> = new Set();
const noFailures: ResolvedResource["failed"] = [];

function resolveResource(
  resource: Expanded,
  scopeOf: (resource: Expanded, edges: Set<Address>) => Scope,
  report: Report,
): ResolvedResource {
  const { declared } = resource;
  let written: JsonObject = declared.value;
  if (resource.each !== undefined) {
    const { forEach: _forEach, matrix: _matrix, ...others } = written;
    written = others;
  }
  if (!hasTemplates(written)) return { resource, value: written, edges: noEdges, failed: noFailures };
  const edges = new Set<Address>();
  const failed: (readonly string[])[] = [];
  const value = resolveValues(written, scopeOf(resource, edges), (path, outcome) => {
    failed.push(path);
    report(outcome, () => placeIn(declared.layers, path));
  });
  return { resource, value: isJsonObject(value) ? value : written, edges, failed };
}
