import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, mkdir, readdir, readFile, realpath, rm, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import {
  type Clock,
  isJsonObject,
  type Json,
  type Metrics,
  MlxError,
  type ModelVersion,
  type Result,
  systemErrorCode,
  timestamp,
  toResult,
} from "@mlx/core";
import { removeLeftovers, unpackArchive } from "@mlx/data";
import { parseModelRef } from "@mlx/models";
import { modelFactInvalid, noModelThere } from "../errors.ts";
import type { Project } from "../project.ts";
import { stateFolderOf } from "../state-folder.ts";
import { settleRegistry } from "./settle-policies.ts";

export interface AddModelRequest {
  readonly name: string;
  /** A folder, a file, or a tar or tar.gz, which is unpacked. */
  readonly path: string;
  /** As they were written. */
  readonly metrics: { readonly [name: string]: string };
  /** A JSON file with an object of numbers; `metrics` go over them. */
  readonly metricsFile?: string;
  /** A JSON file. */
  readonly signatureFile?: string;
  /** Where it comes from, in words or as an address. */
  readonly source?: string;
  readonly description?: string;
  readonly tags: { readonly [name: string]: string };
}

const limits = { maxFiles: 200_000, maxBytes: 100 * 2 ** 30 };
const day = 24 * 60 * 60 * 1000;
const archive = /\.(tar|tar\.gz|tgz)$/i;

/**
 * Registers a model that was trained elsewhere as the next version of its name. Failures: 6001 to 6003, 6005,
 * 6006, 6009, 8025, 8027.
 */
export function addModel(project: Project, request: AddModelRequest): Promise<Result<ModelVersion>> {
  return toResult(async () => {
    const { cwd } = project.options;
    const model = readName(request.name);
    const metrics = {
      ...(await readMetricsFile(cwd, request.metricsFile)),
      ...readMetrics(request.metrics),
    };
    const signature =
      request.signatureFile === undefined
        ? undefined
        : await readJson(`--signature ${request.signatureFile}`, resolve(cwd, request.signatureFile));
    const path = resolve(cwd, request.path);
    const isFolder = await checkPath(path);
    const { store, artifacts, ids, clock, actor } = await project.adapters();
    const publish = async (folder: string) => artifacts.publish(await realpath(folder), limits);
    const artifact = isFolder
      ? await publish(path)
      : await inFolder(join(stateFolderOf(project.root), "incoming"), clock, async (folder) => {
          await fill(folder, path);
          return publish(folder);
        });
    if (artifact.files === 0)
      throw noModelThere(path, "holds no files", "name the folder that holds the model's files");
    const { source, description, tags } = request;
    const version = await store.models.add(
      {
        id: ids.uuid(),
        model,
        origin: { type: "external", actor, ...(source === undefined ? {} : { source }) },
        artifact,
        metrics,
        ...(signature === undefined ? {} : { signature }),
        ...(description === undefined ? {} : { description }),
        tags,
      },
      timestamp(clock.now()),
    );
    await settleRegistry(project);
    return version;
  });
}

/** The name of a model, with its key where it has one, and without a version. */
function readName(text: string): string {
  const ref = text.includes("@") ? undefined : parseModelRef(text);
  if (ref === undefined)
    throw modelFactInvalid(
      `"${text}"`,
      "is no name of a model",
      "use small letters, digits and dashes, a letter first: `mlx models add churn-2026 ./model`; the version is numbered by itself",
    );
  return ref.model;
}

function readMetrics(texts: { readonly [name: string]: string }): Metrics {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const value = text.trim() === "" ? Number.NaN : Number(text);
      if (!Number.isFinite(value))
        throw modelFactInvalid(
          `--metric ${name}=${text}`,
          "is no number",
          "write it as `--metric RMSE=84289.2`",
        );
      return [name, value];
    }),
  );
}

async function readMetricsFile(cwd: string, file: string | undefined): Promise<Metrics> {
  if (file === undefined) return {};
  const what = `--metrics ${file}`;
  const example = 'write an object of numbers: `{"RMSE": 84289.2, "MAPE": 0.11}`';
  const value = await readJson(what, resolve(cwd, file));
  if (!isJsonObject(value)) throw modelFactInvalid(what, "holds no JSON object", example);
  return Object.fromEntries(
    Object.entries(value).map(([name, metric]) => {
      if (typeof metric !== "number")
        throw modelFactInvalid(`${what}: ${name}`, `is no number, but ${JSON.stringify(metric)}`, example);
      return [name, metric];
    }),
  );
}

async function readJson(what: string, path: string): Promise<Json> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw modelFactInvalid(what, `is no JSON: ${error.message}`, "correct the file");
    const code = systemErrorCode(error) ?? String(error);
    throw modelFactInvalid(
      what,
      code === "ENOENT" ? "is not there" : `cannot be read: ${code}`,
      "name a JSON file",
    );
  }
}

/** True for a folder. */
async function checkPath(path: string): Promise<boolean> {
  const next = "name the folder that holds the model's files, or a single file";
  const stats = await stat(path).catch((error: unknown) => {
    const code = systemErrorCode(error);
    throw noModelThere(path, code === "ENOENT" ? "does not exist" : `cannot be read: ${code}`, next);
  });
  if (stats.isDirectory()) {
    const names = await readdir(path).catch(() => undefined);
    if (names?.length === 0) throw noModelThere(path, "is an empty folder", next);
    return true;
  }
  if (!stats.isFile()) throw noModelThere(path, "is neither a file nor a folder", next);
  if (stats.size === 0) throw noModelThere(path, "is an empty file", next);
  return false;
}

async function fill(folder: string, path: string): Promise<void> {
  if (archive.test(path)) return unpackArchive(path, folder, limits);
  try {
    await copyFile(path, join(folder, basename(path)), constants.COPYFILE_FICLONE);
  } catch (error) {
    if (error instanceof MlxError) throw error;
    throw noModelThere(
      path,
      `cannot be copied: ${systemErrorCode(error) ?? error}`,
      "make it readable, and room for it in the project's `.mlx`",
    );
  }
}

/** A folder of its own in `incoming`, removed afterwards, as are those of processes that died. */
async function inFolder<T>(incoming: string, clock: Clock, work: (folder: string) => Promise<T>): Promise<T> {
  removeLeftovers(incoming, clock.now() - day, () => true);
  const folder = join(incoming, randomUUID());
  await mkdir(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
