/** What `docker login` has stored for a registry. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { isJsonObject, type Json, systemErrorCode } from "@mlx/core";
import type { RegistryAuth } from "../engine/dial.ts";
import type { ProcessEnv } from "../engine/docker-config.ts";
import { dockerConfigFolder, readDockerConfig } from "../engine/docker-config.ts";

export interface FoundCredentials {
  readonly auth?: RegistryAuth;
  /** Why there may be some that could not be had. */
  readonly problem?: string;
}

export interface CredentialOptions {
  readonly processEnv: ProcessEnv;
  readonly home: string;
}

const dockerHubServer = "https://index.docker.io/v1/";

/**
 * Of the registry with that host: from its own helper (`credHelpers`), else the helper of all
 * (`credsStore`), else `auths`. A helper that does not work is told of and does not fail: most images
 * need no credentials. Fails: 4030 when Docker's configuration cannot be read.
 */
export async function findCredentials(
  registry: string,
  { processEnv, home }: CredentialOptions,
): Promise<FoundCredentials> {
  const config = await readDockerConfig(dockerConfigFolder(processEnv, home));
  const server = registry === "docker.io" ? dockerHubServer : registry;
  const helpers = isJsonObject(config.credHelpers) ? config.credHelpers : {};
  const helper = helpers[server] ?? helpers[registry] ?? config.credsStore;
  if (typeof helper === "string" && helper !== "") {
    const found = await askHelper(helper, server, processEnv);
    if (found.auth !== undefined || found.problem !== undefined) return found;
  }
  const auths = isJsonObject(config.auths) ? config.auths : {};
  const entry = Object.entries(auths).find(([key]) => hostOf(key) === hostOf(server));
  return entry === undefined ? {} : readEntry(entry[1], server);
}

/** Keys are hosts, or addresses as old versions of Docker wrote them. */
function hostOf(key: string): string {
  const [host = ""] = key.replace(/^https?:\/\//, "").split("/");
  return host === "docker.io" || host === "registry-1.docker.io" ? "index.docker.io" : host;
}

function readEntry(entry: Json, serveraddress: string): FoundCredentials {
  if (!isJsonObject(entry)) return {};
  if (typeof entry.identitytoken === "string" && entry.identitytoken !== "") {
    return { auth: { identitytoken: entry.identitytoken, serveraddress } };
  }
  if (typeof entry.auth === "string" && entry.auth !== "") {
    const [username = "", ...password] = Buffer.from(entry.auth, "base64").toString("utf8").split(":");
    if (username === "" || password.length === 0) {
      return { problem: `What Docker's configuration holds for ${serveraddress} cannot be read.` };
    }
    return { auth: { username, password: password.join(":").replace(/\0+$/, ""), serveraddress } };
  }
  if (typeof entry.username === "string" && typeof entry.password === "string") {
    return { auth: { username: entry.username, password: entry.password, serveraddress } };
  }
  return {};
}

const helperMilliseconds = 30_000;

/** https://github.com/docker/docker-credential-helpers#development */
async function askHelper(helper: string, server: string, processEnv: ProcessEnv): Promise<FoundCredentials> {
  const program = `docker-credential-${helper}`;
  try {
    const child = spawn(program, ["get"], {
      env: { ...processEnv },
      stdio: ["pipe", "pipe", "ignore"],
      timeout: helperMilliseconds,
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    child.stdin.on("error", () => {});
    child.stdin.end(server);
    const [code, output] = await Promise.all([ended, text(child.stdout)]);
    if (code !== 0) {
      if (/credentials not found/i.test(output)) return {};
      return {
        problem: `${program} failed: ${output.trim().slice(0, 200) || `exit code ${code ?? "none"}`}`,
      };
    }
    return readHelperAnswer(JSON.parse(output), program, server);
  } catch (error) {
    const why = systemErrorCode(error) ?? "its answer cannot be read";
    return { problem: `${program}, which Docker's configuration names, could not be used: ${why}` };
  }
}

function readHelperAnswer(answer: unknown, program: string, serveraddress: string): FoundCredentials {
  if (!isJsonObject(answer) || typeof answer.Secret !== "string" || typeof answer.Username !== "string") {
    return { problem: `${program} answered with something else than credentials` };
  }
  if (answer.Username === "<token>") return { auth: { identitytoken: answer.Secret, serveraddress } };
  if (answer.Username === "" && answer.Secret === "") return {};
  return { auth: { username: answer.Username, password: answer.Secret, serveraddress } };
}
