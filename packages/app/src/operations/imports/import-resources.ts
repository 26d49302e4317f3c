import { existsSync } from "node:fs";
import { mkdir, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import {
  type Address,
  type AppliedResource,
  type ArtifactStore,
  findSecrets,
  isAddress,
  nameOf,
  type PreparedResource,
  type Result,
  systemErrorCode,
  toResult,
} from "@mlx/core";
import { fileNotWritable, notAnAddress } from "../../errors.ts";
import type { Project } from "../../project.ts";
import { stateFolderOf } from "../../state-folder.ts";
import { importFileOutside, importFileTaken, importFolderTaken, importRefused } from "./errors.ts";
import { type LeftOutTask, leaveOutTasks } from "./leave-out-tasks.ts";
import { selectImports } from "./select-imports.ts";
import { type ImportedSecret, writeImport } from "./write-import.ts";

export interface ImportRequest {
  /** All that is unmanaged unless named. */
  readonly addresses?: readonly string[];
  /** Absolute, or relative to the working folder; absent: `imported.mlx.yaml` in the project's folder. */
  readonly out?: string;
}

export interface ImportedResources {
  /** Relative to the project. Absent: there was nothing to import. */
  readonly file?: string;
  readonly imported: readonly { readonly address: Address; readonly neededBy?: Address }[];
  readonly secrets: readonly ImportedSecret[];
  /** Sources that were uploaded, and where in the project's folder they lie now. */
  readonly copied: readonly CopiedSource[];
  readonly leftOut: readonly LeftOutTask[];
}

export interface CopiedSource {
  readonly recipe: Address;
  /** Both relative to the project. */
  readonly from: string;
  readonly to: string;
}

/**
 * Writes a file that declares what was made through the API, with all that it needs; the next apply takes it
 * over. Nothing is written over. Failures: 8050 to 8055, 8002, 8004.
 */
export function importResources(
  project: Project,
  { addresses, out }: ImportRequest,
): Promise<Result<ImportedResources>> {
  return toResult(async () => {
    const { state, loaded } = await project.desired();
    const { store, artifacts } = await project.adapters();
    const declared = new Set(state.resources.map(({ address }) => address));
    const unmanaged = await store.resources.unmanaged();
    const byAddress = new Map(unmanaged.map((resource) => [resource.address, resource]));
    const wanted = addresses?.map(toAddress) ?? undeclared(unmanaged, declared);
    const selected = selectImports(wanted, unmanaged, declared);
    if (selected.length === 0) return { imported: [], secrets: [], copied: [], leftOut: [] };

    const file = placeOf(project, out);
    const folder = relative(project.root, dirname(join(project.root, file)));
    const runnable = await leaveOutTasks(
      selected.map(({ resource }) => resource),
      {
        artifacts,
        recipeAt: (address) => store.resources.get(address),
        experiments: (await store.resources.list("experiment")).filter((each) => each.kind === "experiment"),
      },
    );
    const { resources, copies } = moveSources(runnable.resources);
    for (const { recipe, to } of copies)
      if (existsSync(join(project.root, to))) throw importFolderTaken(recipe, to);
    const { text, secrets } = await writeImport(resources, {
      context: {
        folder: folder.split(sep).join("/"),
        defaultExecutor: loaded.settings.executor ?? "process",
      },
      experimentAt: (address) => {
        const found = byAddress.get(address);
        return found?.kind === "experiment" ? found.spec : undefined;
      },
      taken: new Set(state.resources.flatMap(({ spec }) => variablesOf(spec))),
    });
    const copied = copies.map(({ recipe, from, to }) => ({ recipe, from, to }));
    const made = await write(project, { file, text, copies }, artifacts);
    await checkRead(
      project,
      { file, copied, made },
      resources.map(({ address }) => address),
    );
    const imported = selected.map(({ resource: { address }, neededBy }) => ({
      address,
      ...(neededBy === undefined ? {} : { neededBy }),
    }));
    return { file, imported, secrets, copied, leftOut: runnable.leftOut };
  });
}

function toAddress(text: string): Address {
  if (!isAddress(text)) throw notAnAddress(text);
  return text;
}

function undeclared(
  unmanaged: readonly AppliedResource[],
  declared: ReadonlySet<Address>,
): readonly Address[] {
  return unmanaged.map(({ address }) => address).filter((address) => !declared.has(address));
}

/** The file, relative to the project. Failures: 8051, 8052. */
function placeOf({ root, options }: Project, out: string | undefined): string {
  const path = out === undefined ? join(root, "imported.mlx.yaml") : resolve(options.cwd, out);
  const file = relative(root, path).split(sep).join("/");
  // It is the project's own, though none that is written.
  if (file === "mlx.yaml" && existsSync(path)) throw importFileTaken(file, "imported.mlx.yaml");
  if (file.startsWith("../") || !file.endsWith(".mlx.yaml")) throw importFileOutside(out ?? file);
  if (!existsSync(path)) return file;
  const other = [2, 3, 4, 5, 6, 7, 8, 9]
    .map((number) => file.replace(/\.mlx\.yaml$/, `-${number}.mlx.yaml`))
    .find((name) => !existsSync(join(root, name)));
  throw importFileTaken(file, other ?? "FILE.mlx.yaml");
}

const sourcesFolder = "recipes";

interface Copy extends CopiedSource {
  readonly manifest: NonNullable<PreparedResource["observed"]["source"]>["manifest"];
}

/** What lies among mlx's own files is to lie where people edit it. */
function moveSources(resources: readonly AppliedResource[]): {
  readonly resources: readonly AppliedResource[];
  readonly copies: readonly Copy[];
} {
  const copies: Copy[] = [];
  const own = `${relative("/", stateFolderOf("/"))}/`;
  const moved = resources.map((resource): AppliedResource => {
    if (resource.kind !== "recipe") return resource;
    const { origin } = resource.spec;
    const from = "source" in origin ? origin.source : "build" in origin ? origin.build.context : undefined;
    const manifest = resource.observed.source?.manifest;
    if (from === undefined || manifest === undefined || !from.startsWith(own)) return resource;
    const to = `${sourcesFolder}/${nameOf(resource.address)}`;
    copies.push({ recipe: resource.address, from, to, manifest });
    const there = "build" in origin ? { build: { ...origin.build, context: to } } : { source: to };
    return { ...resource, spec: { ...resource.spec, origin: there } };
  });
  return { resources: moved, copies };
}

function variablesOf(spec: unknown): readonly string[] {
  return findSecrets(spec).flatMap(({ ref: { secret } }) => ("env" in secret ? [secret.env] : []));
}

/** The sources first, so that a file never names what is not there. Gives the outermost folder that it made. */
async function write(
  { root }: Project,
  { file, text, copies }: { readonly file: string; readonly text: string; readonly copies: readonly Copy[] },
  artifacts: ArtifactStore,
): Promise<string | undefined> {
  const path = join(root, file);
  try {
    for (const { manifest, to } of copies) await artifacts.deliver(manifest, join(root, to));
    const made = await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: "wx" });
    return made;
  } catch (error) {
    await remove(root, copies);
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    if (code === "EEXIST") throw importFileTaken(file, "FILE.mlx.yaml");
    throw fileNotWritable(path, code);
  }
}

/** A file that the project does not read, or cannot, goes again. Failures: 8052, 8055. */
async function checkRead(
  project: Project,
  {
    file,
    copied,
    made,
  }: {
    readonly file: string;
    readonly copied: readonly CopiedSource[];
    readonly made: string | undefined;
  },
  addresses: readonly Address[],
): Promise<void> {
  project.reload();
  const { state, files, diagnostics } = await project.load();
  const declared = new Set(state?.resources.map(({ address }) => address));
  if (addresses.every((address) => declared.has(address))) return;
  const path = join(project.root, file);
  await rm(path, { force: true });
  for (let each = dirname(path); made !== undefined && each.length >= made.length; each = dirname(each))
    await rmdir(each).catch(() => {});
  await remove(project.root, copied);
  project.reload();
  if (!files.includes(file)) throw importFileOutside(file);
  throw importRefused(
    file,
    diagnostics.filter(({ severity }) => severity === "error"),
  );
}

async function remove(root: string, copied: readonly CopiedSource[]): Promise<void> {
  for (const { to } of copied) await rm(join(root, to), { recursive: true, force: true });
  // Their folder stays where something else is in it.
  if (copied.length > 0) await rmdir(join(root, sourcesFolder)).catch(() => {});
}
