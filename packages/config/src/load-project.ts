import { createHash } from "node:crypto";
import { type DesiredResource, type DesiredState, hasErrors, type Json } from "@mlx/core";
import { checkResources, checkVariables } from "./check/check-all.ts";
import { reportCycles } from "./check/report-cycles.ts";
import { createProblems } from "./findings/problem.ts";
import { renderDiagnostics } from "./findings/render-diagnostics.ts";
import { createSuggest } from "./findings/suggest.ts";
import type { LoadedProject, LoadOptions } from "./load-options.ts";
import { child } from "./resolve/declarations.ts";
import { noSettings } from "./resolve/project-settings.ts";
import { resolveConfiguration } from "./resolve/resolve-configuration.ts";
import { resolveMoves } from "./resolve/resolve-moves.ts";
import { valueNotes } from "./resolve/value-notes.ts";

/** Reads a project's files; everything that is wrong with them comes back as diagnostics. */
export async function loadProject(options: LoadOptions): Promise<LoadedProject> {
  const problems = createProblems();
  const suggest = createSuggest();
  const { sources, declarations, incomplete, resolved } = await resolveConfiguration(
    options,
    suggest,
    problems,
  );
  checkVariables(declarations, suggest, problems);

  let resources: readonly DesiredResource[] = [];
  let moved: DesiredState["moved"] = [];
  if (resolved !== undefined) {
    const { settings } = resolved.projectSettings;
    resources = checkResources({
      index: resolved.index,
      resources: resolved.resources,
      settings,
      incomplete,
      origin: "files",
      checks: options.checks ?? [],
      suggest,
      problems,
      notesOf: (resource, path) => valueNotes(resource, path, resolved),
      declaredExperiment: (name) => declarations.resources.get(`experiment/${name}`),
    });
    reportCycles(resources, resolved.index, problems);
    const isDeclared = (id: string) => sources.files.some(({ value }) => declares(value, id));
    moved = resolveMoves(declarations, resolved.index, resources, isDeclared, incomplete, suggest, problems);
  }

  const diagnostics = renderDiagnostics(problems.all);
  const project = declarations.project?.name;
  const environment = resolved?.environment?.name;
  const { store, branch } = resolved?.settings ?? {};
  const complete = resolved !== undefined && project !== undefined && !incomplete && !hasErrors(diagnostics);
  return {
    ...(project === undefined ? {} : { project }),
    ...(environment === undefined ? {} : { environment }),
    ...(complete ? { state: makeState(project, environment, resources, moved) } : {}),
    ...(store === undefined ? {} : { storeUrl: store }),
    ...(branch === undefined ? {} : { branch }),
    ...(incomplete ? { incomplete } : {}),
    settings: resolved?.projectSettings.settings ?? noSettings,
    diagnostics,
    files: sources.paths,
    environments: [...declarations.environments.keys()],
    watchFiles: [
      ...new Set([...sources.paths, ...options.variableFiles, ...(resolved?.referencedFiles.read ?? [])]),
    ],
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

/** True when the file declares `kind/name`, whatever an environment makes of it. */
function declares(value: Json, id: string): boolean {
  const [kind, name = ""] = id.split("/");
  return child(child(value, `${kind}s`), name) !== undefined;
}
