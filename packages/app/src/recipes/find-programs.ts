/** What of an uploaded folder runs the tasks of a recipe. */
import {
  type Digest,
  findTaskProgram,
  type Manifest,
  type ProgramName,
  type RecipeType,
  taskNames,
} from "@mlx/core";

export interface RecipeFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly executable: boolean;
}

export type FoundPrograms =
  /** Without a command the convention finds them. */
  | { readonly command?: { readonly [program in ProgramName]?: readonly string[] } }
  /** Completes the sentence "NAME cannot be used as a recipe: …". */
  | { readonly problem: string; readonly next: readonly string[] };

const programs: readonly ProgramName[] = [...taskNames, "serve"];
const pythonTypes: readonly RecipeType[] = ["Python", "Tensorflow", "PySpark"];

/** By the convention for a folder of source; else, in Python, the modules of one package: `python -m retail.train`. */
export function findPrograms(files: readonly RecipeFile[], type: RecipeType): FoundPrograms {
  if (files.length === 0) return { problem: "it holds no files", next: ["send the recipe's source"] };
  const manifest = toManifest(files);
  const lookedFor = new Set<string>();
  for (const program of programs) {
    const found = findTaskProgram(program, undefined, manifest, type);
    if (found.type !== "missing") return {};
    if (program !== "serve") for (const name of found.lookedFor) lookedFor.add(name);
  }
  const packages = pythonTypes.includes(type) ? findPackages(files) : [];
  const [first, second] = packages;
  if (first !== undefined && second !== undefined)
    return {
      problem: `both ${first.folder} and ${second.folder} hold programs of tasks`,
      next: [
        "send one package, or put train.py, score.py and so on at the root of the archive, which then import what they need",
      ],
    };
  if (first !== undefined) return { command: first.command };
  return {
    problem: `it holds no program of a task. Looked for ${[...lookedFor].join(", ")} at its root${pythonTypes.includes(type) ? " or in a package" : ""}; there are ${inShort(files)}`,
    next: [`add one of them: the program of a task is named after it, e.g. ${exampleOf(type)}`],
  };
}

interface Package {
  readonly folder: string;
  readonly command: { readonly [program in ProgramName]?: readonly string[] };
}

/** Those that lie nearest to the root. */
function findPackages(files: readonly RecipeFile[]): readonly Package[] {
  const modules = new Map<string, { [program in ProgramName]?: readonly string[] }>();
  for (const { path } of files) {
    const parts = path.split("/");
    const program = programOf(parts.pop() ?? "");
    if (program === undefined || parts.length === 0 || !parts.every(isIdentifier)) continue;
    const folder = parts.join("/");
    const module = `${parts.join(".")}.${path.slice(folder.length + 1, -".py".length)}`;
    modules.set(folder, { ...modules.get(folder), [program]: ["python", "-m", module] });
  }
  const depths = [...modules.keys()].map(depthOf);
  const nearest = Math.min(...depths);
  return [...modules]
    .filter(([folder]) => depthOf(folder) === nearest)
    .map(([folder, command]) => ({ folder, command }));
}

function depthOf(folder: string): number {
  return folder.split("/").length;
}

function programOf(file: string): ProgramName | undefined {
  if (file === "feature_pipeline.py") return "featurePipeline";
  return programs.find((program) => file === `${program}.py`);
}

function isIdentifier(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text);
}

function exampleOf(type: RecipeType): string {
  if (type === "R") return "train.R";
  return type === "Spark" ? "one jar with `className` in the task's specification" : "train.py";
}

function inShort(files: readonly RecipeFile[]): string {
  const names = files.map(({ path }) => path);
  const shown = names.slice(0, 8).join(", ");
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown;
}

const noDigest: Digest = `sha256:${"0".repeat(64)}`;

/** Only paths and modes count here. */
function toManifest(files: readonly RecipeFile[]): Manifest {
  return {
    version: 1,
    entries: files
      .filter(({ path }) => !path.split("/").some((part) => part.startsWith(".")))
      .map(({ path, executable }) => ({ path, executable, size: 0, digest: noDigest })),
  };
}
