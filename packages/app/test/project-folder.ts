/** Projects in real folders, opened with the real adapters. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { InternalError, type Result } from "@mlx/core";
import { onTestFinished } from "vitest";
import type { AppOptions } from "../src/app-options.ts";
import { openProject, type Project } from "../src/project.ts";

export interface Folder {
  /** Absolute, without symbolic links. */
  readonly root: string;
  path(name: string): string;
  write(files: Readonly<Record<string, string>>): void;
}

/** Removed when the test is over. */
export function createFolder(files: Readonly<Record<string, string>>): Folder {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "mlx-app-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  const folder: Folder = {
    root,
    path: (name) => join(root, name),
    write: (written) => {
      for (const [name, text] of Object.entries(written)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
      }
    },
  };
  folder.write(files);
  return folder;
}

/** A small project: a dataset, a recipe and an instance. */
export const smallProject = {
  "mlx.yaml": `project: small
datasets:
  numbers: { path: ./numbers.csv }
recipes:
  plain: { type: Python, source: ./recipe }
instances:
  small:
    recipe: plain
    tasks:
      train:
        parameters: { depth: 3 }
        inputs: { train: numbers }
`,
  "numbers.csv": "x,y\n1,2\n",
  "recipe/train.py": "print('trained')\n",
};

/** Opened in `cwd` as a command would, without anything of the tester's own environment. */
export async function openIn(cwd: string, options: Partial<AppOptions> = {}): Promise<Project> {
  const project = value(
    await openProject({
      cwd,
      variables: {},
      variableFiles: [],
      processEnv: { PATH: process.env.PATH, MLX_ACTOR: "tester" },
      version: "0.0.0",
      supervisor: "/none",
      self: [process.execPath, "/none"],
      events: () => {},
      ...options,
    }),
  );
  onTestFinished(() => project.close());
  return project;
}

export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, summary, diagnostics } = result.failure;
  const findings = diagnostics.map((diagnostic) => `\n${diagnostic.code}: ${diagnostic.summary}`);
  throw new InternalError(`${code}: ${summary}${findings.join("")}`);
}
