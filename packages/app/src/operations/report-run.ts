import { resolve } from "node:path";
import {
  type Address,
  type Diagnostic,
  MlxError,
  type RecipeAlgorithm,
  type Result,
  type RunRecord,
  toResult,
} from "@mlx/core";
import {
  makeReport,
  type PlotFile,
  plotLimits,
  plotsGone,
  type Report,
  type ReportedRun,
  readableBytes,
  writeHtml,
  writeSvg,
} from "@mlx/report";
import { noRunToReport } from "../errors.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { replaceFile } from "../replace-file.ts";
import { findSubjects, type Subject } from "./find-subjects.ts";

export interface ReportRequest {
  /** Runs, or versions of models for the runs that made them. */
  readonly refs: readonly string[];
}

/** All that a run left, to be shown as text, SVG or HTML. Failures: 3012, 7001 to 7009, 8028. */
export function reportRun(project: Project, { refs }: ReportRequest): Promise<Result<Report>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const reported: ReportedRun[] = [];
    // One after the other: each may hold tables of many megabytes.
    for (const subject of await findSubjects(refs, adapters)) reported.push(await readRun(subject, adapters));
    return makeReport(reported);
  });
}

/** The report as a document. Failure: 7044, for SVG without charts. */
export function writeReport(report: Report, format: "svg" | "html"): Promise<Result<string>> {
  return toResult(() => (format === "svg" ? writeSvg(report) : writeHtml(report)));
}

/** Puts a document in a file's place; returns the absolute path. Failure: 8004. */
export function saveReport(
  project: Project,
  { file, text }: { readonly file: string; readonly text: string },
): Promise<Result<string>> {
  return toResult(async () => {
    const path = resolve(project.options.cwd, file);
    await replaceFile(path, text);
    return path;
  });
}

async function readRun({ name, record, version }: Subject, adapters: Adapters): Promise<ReportedRun> {
  if (record === undefined) throw noRunToReport(name, version?.origin.type === "external");
  const algorithm = await algorithmOf(record.run.spec.recipe, adapters);
  return {
    ...{ name, record },
    ...(algorithm === undefined ? {} : { algorithm }),
    history: await readHistory(record, adapters),
    ...(await readFiles(name, record, adapters)),
  };
}

async function algorithmOf(
  recipe: Address<"recipe">,
  { store }: Adapters,
): Promise<RecipeAlgorithm | undefined> {
  const resource = await store.resources.get(recipe);
  return resource?.kind === "recipe" ? resource.spec.algorithm : undefined;
}

async function readHistory(
  { run, metrics }: RunRecord,
  { store }: Adapters,
): Promise<ReportedRun["history"]> {
  const several = metrics.filter(({ count }) => count > 1);
  const points = await Promise.all(
    several.map(async ({ name }) => [name, await store.runs.metricPoints(run.id, name)] as const),
  );
  return Object.fromEntries(points);
}

async function readFiles(
  name: string,
  { plots }: RunRecord,
  { artifacts }: Adapters,
): Promise<{ readonly files: readonly PlotFile[]; readonly findings: readonly Diagnostic[] }> {
  if (plots === undefined) return { files: [], findings: [] };
  const files: PlotFile[] = [];
  try {
    const manifest = await artifacts.readManifest(plots.digest);
    for (const { path, size } of manifest.entries.slice(0, plotLimits.files)) {
      const content = size <= readableBytes(path) ? await artifacts.readFile(manifest, path) : undefined;
      files.push({ path, size, ...(content === undefined ? {} : { content }) });
    }
    return { files, findings: [] };
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    return { files, findings: [plotsGone(name, error.summary)] };
  }
}
