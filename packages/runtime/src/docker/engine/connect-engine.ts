import { stat } from "node:fs/promises";
import { inspect } from "node:util";
import type Docker from "dockerode";
import { noEngine } from "../../errors.ts";
import { readBootId } from "../../job/process-identity.ts";
import type { ProcessEnv } from "./docker-config.ts";
import { connectionFailure, statusOf } from "./engine-error.ts";
import type { EngineAddress } from "./find-engine-address.ts";
import { findEngineAddress, formatAddress } from "./find-engine-address.ts";
import { type CallObserver, measureCalls } from "./measure-calls.ts";

export interface EngineInfo {
  readonly cpus: number;
  readonly memoryInMB: number;
  readonly rootless: boolean;
  /** Users in containers are others on the machine (`userns-remap`). */
  readonly userNamespaces: boolean;
  readonly cgroupVersion: "1" | "2";
  /** OCI runtimes by name. */
  readonly runtimes: readonly string[];
  /** E.g. `20.10.24`. */
  readonly version: string;
  /** E.g. `1.41`. */
  readonly apiVersion: string;
  /** E.g. `Debian GNU/Linux 12 (bookworm)`. */
  readonly operatingSystem: string;
}

/** Which engine it is, also after a restart. */
export interface EngineIdentity {
  /** Only equality means something. */
  readonly id: string;
  /** For people, e.g. `unix:///var/run/docker.sock (the default)`. */
  readonly address: string;
}

export interface Engine {
  /** The client; found and loaded on the first call. Fails: 4030. */
  client(): Promise<Docker>;
  /**
   * Runs a call. Connection failures become 4030 or 4031; other answers of the engine stay the
   * client's errors, see `statusOf` and `engineMessage`.
   */
  call<T>(work: (docker: Docker) => Promise<T>): Promise<T>;
  /** What the engine is and has; asked once. */
  info(): Promise<EngineInfo>;
  /** Of the engine that answers now: another one may have taken its place. */
  identity(): Promise<EngineIdentity>;
  /** Changes with each start of the engine or of its machine; only equality means something. */
  mark(): Promise<string>;
}

/** Nothing is looked for, read or connected before the first call. */
export function connectEngine(options: {
  readonly processEnv: ProcessEnv;
  readonly home: string;
  readonly onCall?: CallObserver;
}): Engine {
  const address = remembered(() => findEngineAddress(options));
  const client = remembered(async () => {
    const docker = await openClient(await address());
    if (options.onCall !== undefined) measureCalls(docker, options.onCall);
    return docker;
  });
  const info = remembered(() => call(readInfo));

  async function call<T>(work: (docker: Docker) => Promise<T>): Promise<T> {
    const docker = await client();
    try {
      return await work(docker);
    } catch (error) {
      throw connectionFailure(error, await address()) ?? error;
    }
  }

  return {
    client,
    call,
    info,
    identity: async () => ({ id: await call(readIdentity), address: formatAddress(await address()) }),
    async mark() {
      return `${readBootId()} ${(await call(bridgeCreated)) ?? (await socketMark(await address()))}`;
    },
  };
}

/** A success is kept, a failure is not. */
function remembered<T>(work: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => {
    known ??= work().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

async function openClient(address: EngineAddress): Promise<Docker> {
  const { default: Client } = await import("dockerode");
  const { Agent } = await import(
    address.kind === "tcp" && address.tls !== undefined ? "node:https" : "node:http"
  );
  // An engine that goes down answers on old connections to the last, while it ends the containers.
  // The client writes out the options of each call for its debugging, whether somebody debugs or not:
  // with a hundred connections that took a second a call.
  const agent = Object.assign(new Agent({ keepAlive: false }), { [inspect.custom]: () => "Agent" });
  // Each is set: the client fills what is absent from the process's own DOCKER_HOST.
  const options =
    address.kind === "socket"
      ? { socketPath: address.path, host: undefined, port: undefined, protocol: "http" as const }
      : {
          host: address.host.includes(":") ? `[${address.host}]` : address.host,
          port: address.port,
          protocol: address.tls === undefined ? ("http" as const) : ("https" as const),
          ca: address.tls?.ca,
          cert: address.tls?.cert,
          key: address.tls?.key,
        };
  // The client's types lack the agent.
  const withAgent = { ...options, agent };
  return new Client(withAgent);
}

/** The fields of `GET /info` that are used; the client leaves its answer without a type. */
interface InfoAnswer {
  readonly ID?: string;
  readonly Name?: string;
  readonly DockerRootDir?: string;
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly SecurityOptions?: readonly string[] | null;
  readonly CgroupVersion?: string;
  readonly Runtimes?: Readonly<Record<string, unknown>> | null;
  readonly ServerVersion: string;
  readonly OperatingSystem: string;
}

async function readInfo(docker: Docker): Promise<EngineInfo> {
  const [info, version]: [InfoAnswer, Docker.DockerVersion] = await Promise.all([
    docker.info(),
    docker.version(),
  ]);
  const security = info.SecurityOptions ?? [];
  const has = (name: string) => security.some((option) => option.split(",")[0] === `name=${name}`);
  return {
    cpus: info.NCPU,
    memoryInMB: Math.floor(info.MemTotal / 2 ** 20),
    rootless: has("rootless"),
    userNamespaces: has("userns"),
    cgroupVersion: info.CgroupVersion === "2" ? "2" : "1",
    runtimes: Object.keys(info.Runtimes ?? {}).sort(),
    version: info.ServerVersion,
    apiVersion: version.ApiVersion,
    operatingSystem: info.OperatingSystem,
  };
}

/**
 * Engines of one machine may share an ID, which older ones keep in `/etc/docker`, but never their data.
 * Podman makes up an ID for each answer.
 */
async function readIdentity(docker: Docker): Promise<string> {
  const [info, version]: [InfoAnswer, Docker.DockerVersion] = await Promise.all([
    docker.info(),
    docker.version(),
  ]);
  const isPodman = version.Components?.some(({ Name }) => Name.startsWith("Podman")) ?? false;
  return [isPodman ? info.Name : info.ID, info.DockerRootDir].join(" ");
}

/** The engine makes its default network anew at each start. */
async function bridgeCreated(docker: Docker): Promise<string | undefined> {
  try {
    const { Created }: { Created?: string } = await docker.getNetwork("bridge").inspect();
    return Created;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** A socket is made anew by the process that listens on it. */
async function socketMark(address: EngineAddress): Promise<string> {
  if (address.kind !== "socket") return `${address.host}:${address.port.toString()}`;
  const { ino, ctimeMs } = await stat(address.path).catch((error: unknown) => {
    throw noEngine(formatAddress(address), "Its socket cannot be looked at.", error);
  });
  return `${ino.toString()} ${ctimeMs.toString()}`;
}
