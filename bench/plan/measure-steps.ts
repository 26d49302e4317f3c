import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { measure, type Usage } from "../measure.ts";
import { type SampleProject, sampleProject } from "./sample-project.ts";
import { saveChangedFiles, writeNewFiles } from "./write-files.ts";

export const steps = ["first plan", "apply", "no-op plan", "plan, 1 % changed"] as const;
export type Step = (typeof steps)[number];

export interface Subject {
  readonly size: number;
  readonly files: number;
}

/** The program under measurement, in terms of the steps. */
export interface Tool {
  readonly name: string;
  readonly files: (project: SampleProject, files: number) => ReadonlyMap<string, string>;
  /** Exit code 0 says that there are no changes, 2 that there are. */
  readonly plan: readonly string[];
  readonly apply: readonly string[];
  /** Before the first measured command. */
  readonly setUp: (folder: string) => void;
  /** Makes the project count as applied where that would take too long; `false`: it has to be applied. */
  readonly pretendApplied: (folder: string, project: SampleProject) => boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * All steps once, from nothing: no state, no cache. That each plan finds what it should (changes, or
 * none) is made sure of by its exit code.
 */
export function measureSteps(
  tool: Tool,
  { size, files }: Subject,
  workFolder: string,
): ReadonlyMap<Step, Usage> {
  const folder = join(workFolder, "project");
  for (const old of ["project", "cache"]) rmSync(join(workFolder, old), { recursive: true, force: true });
  mkdirSync(folder);
  const project = sampleProject(size, { changed: false });
  writeNewFiles(folder, tool.files(project, files));
  tool.setUp(folder);

  const usages = new Map<Step, Usage>();
  const outputFile = join(workFolder, "output.txt");
  const run = (step: Step, argv: readonly string[], exitCode: number) =>
    usages.set(step, measure({ argv, folder, env: tool.env, outputFile, exitCode }));
  run("first plan", tool.plan, 2);
  if (!tool.pretendApplied(folder, project)) run("apply", tool.apply, 0);
  run("no-op plan", tool.plan, 0);
  saveChangedFiles(folder, tool.files(sampleProject(size, { changed: true }), files));
  run("plan, 1 % changed", tool.plan, 2);
  return usages;
}
