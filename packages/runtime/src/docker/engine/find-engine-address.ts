/** Where the engine is, by the rules of Docker's own command line. */
import { createHash } from "node:crypto";
import { access, constants, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isJsonObject, systemErrorCode } from "@mlx/core";
import { engineAddressRefused, noEngine } from "../../errors.ts";
import type { ProcessEnv } from "./docker-config.ts";
import { dockerConfigFolder, readDockerConfig, readJsonFile } from "./docker-config.ts";

export type EngineAddress =
  | { readonly kind: "socket"; readonly path: string; readonly from: string }
  | {
      readonly kind: "tcp";
      readonly host: string;
      readonly port: number;
      readonly tls?: TlsFiles;
      readonly from: string;
    };

/** PEM. */
export interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface FindEngineOptions {
  readonly processEnv: ProcessEnv;
  readonly home: string;
  /** Of the engine that the whole machine shares. */
  readonly systemSocket?: string;
}

/**
 * `DOCKER_HOST`, else the context that `DOCKER_CONTEXT` or Docker's configuration names, else the
 * first socket that may be used: the system's, Docker Desktop's, the rootless one's.
 * Fails: 4030, also for an address that mlx does not talk to.
 */
export async function findEngineAddress(options: FindEngineOptions): Promise<EngineAddress> {
  const { processEnv, home } = options;
  const folder = dockerConfigFolder(processEnv, home);
  if (processEnv.DOCKER_HOST) {
    return parseAddress(processEnv.DOCKER_HOST, "DOCKER_HOST", () => tlsOfEnvironment(processEnv, folder));
  }
  const named = processEnv.DOCKER_CONTEXT || (await readDockerConfig(folder)).currentContext;
  if (typeof named === "string" && named !== "" && named !== "default") return readContext(folder, named);
  return defaultSocket(options);
}

export function formatAddress(address: EngineAddress): string {
  const url =
    address.kind === "socket" ? `unix://${address.path}` : `tcp://${address.host}:${address.port.toString()}`;
  return `${url} (${address.from})`;
}

async function defaultSocket({
  processEnv,
  home,
  systemSocket = "/var/run/docker.sock",
}: FindEngineOptions): Promise<EngineAddress> {
  const runtime = processEnv.XDG_RUNTIME_DIR;
  const paths = [
    systemSocket,
    join(home, ".docker/run/docker.sock"),
    ...(runtime ? [join(runtime, "docker.sock")] : []),
  ];
  const states = await Promise.all(paths.map(async (path) => ({ path, state: await stateOf(path) })));
  const found =
    states.find(({ state }) => state === "usable") ?? states.find(({ state }) => state !== "absent");
  if (found === undefined) throw noEngine(paths.join(", "), "There is no socket of a Docker engine.");
  return { kind: "socket", path: found.path, from: "the default" };
}

async function stateOf(path: string): Promise<"usable" | "forbidden" | "absent"> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return "usable";
  } catch (error) {
    return systemErrorCode(error) === "ENOENT" ? "absent" : "forbidden";
  }
}

async function readContext(folder: string, name: string): Promise<EngineAddress> {
  const id = createHash("sha256").update(name).digest("hex");
  const from = `Docker's context ${name}`;
  const meta = await readJsonFile(join(folder, "contexts/meta", id, "meta.json"));
  const endpoints = isJsonObject(meta?.Endpoints) ? meta.Endpoints : {};
  const endpoint = isJsonObject(endpoints.docker) ? endpoints.docker : {};
  if (typeof endpoint.Host !== "string" || endpoint.Host === "") {
    throw noEngine(from, `There is no such context in ${folder}.`);
  }
  const checked = endpoint.SkipTLSVerify !== true;
  return parseAddress(endpoint.Host, from, async () =>
    checked ? readTlsFiles(join(folder, "contexts/tls", id, "docker")) : undefined,
  );
}

async function tlsOfEnvironment(processEnv: ProcessEnv, folder: string): Promise<TlsFiles | undefined> {
  if (!processEnv.DOCKER_TLS_VERIFY) return undefined;
  return (await readTlsFiles(processEnv.DOCKER_CERT_PATH || folder)) ?? {};
}

/** `undefined` when none of the three is there. */
async function readTlsFiles(folder: string): Promise<TlsFiles | undefined> {
  const read = async (name: string) => {
    try {
      return await readFile(join(folder, name), "utf8");
    } catch (error) {
      if (systemErrorCode(error) === "ENOENT") return undefined;
      throw noEngine(join(folder, name), "The TLS file cannot be read.", error);
    }
  };
  const [ca, cert, key] = await Promise.all(["ca.pem", "cert.pem", "key.pem"].map(read));
  if (ca === undefined && cert === undefined && key === undefined) return undefined;
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

async function parseAddress(
  text: string,
  from: string,
  readTls: () => Promise<TlsFiles | undefined>,
): Promise<EngineAddress> {
  for (const scheme of ["unix://", "npipe://"]) {
    if (text.startsWith(scheme) && text.length > scheme.length) {
      return { kind: "socket", path: text.slice(scheme.length), from };
    }
  }
  const [, scheme = "tcp", host, port] =
    /^(?:(\w+):\/\/)?(\[[\da-fA-F:.]+\]|[\w.-]+)(?::(\d+))?\/?$/.exec(text) ?? [];
  if (host === undefined || !["tcp", "http", "https"].includes(scheme)) {
    const why = text.startsWith("ssh://")
      ? "mlx gives a container its files by mounting folders of this machine, so the engine has to be on it."
      : "It is none of `unix:///path/to/docker.sock` and `tcp://HOST:PORT`.";
    throw engineAddressRefused(text, from, why);
  }
  const tls = await readTls();
  if (tls === undefined && !isLoopback(host)) {
    const why =
      "Whoever reaches an engine is root on its machine, so mlx talks to another machine by TLS only, and checks the certificate.";
    throw engineAddressRefused(text, from, why);
  }
  const plainHost = host.replace(/^\[|\]$/g, "");
  const number = port === undefined ? (tls === undefined ? 2375 : 2376) : Number(port);
  return { kind: "tcp", host: plainHost, port: number, from, ...(tls === undefined ? {} : { tls }) };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
