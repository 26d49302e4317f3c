import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { defaultServer, type LoadedProject, type ProjectSettings } from "@mlx/config";
import { isJsonObject, MlxError, systemErrorCode } from "@mlx/core";
import { replaceFile } from "./replace-file.ts";

/** What work from the store takes of a project's files. */
export type KnownConfiguration = Pick<LoadedProject, "environment" | "storeUrl" | "settings"> & {
  readonly project: string;
};

/** Of what is written; another one is not read. */
const version = 1;
/** Settings are of nobody else's business, though secrets are in them by reference only. */
const mode = 0o600;

/**
 * Writes down what files without errors say, for the time when they cannot be read; nothing is written
 * where that is known. `asked`: the environment that somebody asked for. A folder that cannot be written
 * keeps nobody from working: nothing is known then.
 */
export async function rememberConfiguration(
  stateFolder: string,
  asked: string | undefined,
  known: KnownConfiguration,
): Promise<void> {
  const { project, environment, storeUrl, settings } = known;
  const text = `${JSON.stringify({ version, project, environment, storeUrl, settings }, null, 2)}\n`;
  // The default one may be asked for by its name the next time.
  const names = new Set([asked, environment]);
  for (const path of [...names].map((name) => fileOf(stateFolder, name))) {
    try {
      if ((await readFile(path, "utf8").catch(() => undefined)) === text) continue;
      await mkdir(dirname(path), { recursive: true });
      await replaceFile(path, text, mode);
    } catch (error) {
      if (!(error instanceof MlxError) && systemErrorCode(error) === undefined) throw error;
    }
  }
}

/** What the files said when they had no errors last; `undefined` where that is not known. */
export async function recallConfiguration(
  stateFolder: string,
  asked: string | undefined,
): Promise<KnownConfiguration | undefined> {
  const text = await readFile(fileOf(stateFolder, asked), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const document: unknown = JSON.parse(text);
    const isOf = isDocument(document) && (asked === undefined || document.environment === asked);
    if (!isOf) return undefined;
    // An older mlx wrote down nothing of the server.
    return {
      ...document,
      settings: { ...document.settings, server: document.settings.server ?? defaultServer },
    };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function fileOf(stateFolder: string, asked: string | undefined): string {
  const name = asked === undefined ? "known.json" : `known.${encodeURIComponent(asked)}.json`;
  return join(stateFolder, "cache", name);
}

function isDocument(value: unknown): value is KnownConfiguration {
  return (
    isJsonObject(value) &&
    value.version === version &&
    typeof value.project === "string" &&
    isTextOrAbsent(value.environment) &&
    isTextOrAbsent(value.storeUrl) &&
    isSettings(value.settings)
  );
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === "string";
}

/** As far as nobody changes the file by hand. */
function isSettings(value: unknown): value is ProjectSettings {
  if (!isJsonObject(value)) return false;
  const { docker, runs, notifications, retention } = value;
  return (
    isJsonObject(docker) &&
    isJsonObject(docker.build) &&
    isJsonObject(docker.build.args) &&
    isJsonObject(runs) &&
    isJsonObject(runs.slots) &&
    typeof runs.workerLostGraceSeconds === "number" &&
    isJsonObject(notifications) &&
    isJsonObject(notifications.webhooks) &&
    isJsonObject(retention)
  );
}
