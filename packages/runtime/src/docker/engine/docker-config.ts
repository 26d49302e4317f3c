/** The user's configuration of Docker: `config.json` in the folder that `DOCKER_CONFIG` names, else `~/.docker`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isJsonObject, type JsonObject, systemErrorCode } from "@mlx/core";
import { dockerConfigUnreadable } from "../../errors.ts";

export type ProcessEnv = Readonly<Record<string, string | undefined>>;

export function dockerConfigFolder(processEnv: ProcessEnv, home: string): string {
  return processEnv.DOCKER_CONFIG || join(home, ".docker");
}

/** Empty where there is no such file. Fails: 4030 when it cannot be read. */
export async function readDockerConfig(folder: string): Promise<JsonObject> {
  return (await readJsonFile(join(folder, "config.json"))) ?? {};
}

/** `undefined` where there is no such file. Fails: 4030. */
export async function readJsonFile(path: string): Promise<JsonObject | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    if (isJsonObject(value)) return value;
    throw dockerConfigUnreadable(path, "It is not a JSON object.");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code !== undefined) throw dockerConfigUnreadable(path, `Reading it failed with ${code}.`, error);
    if (error instanceof SyntaxError) throw dockerConfigUnreadable(path, `${error.message}.`, error);
    throw error;
  }
}
