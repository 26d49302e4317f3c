import { chmod, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ServiceGateway, type ServiceLoad, systemErrorCode } from "@mlx/core";
import type { FastifyInstance } from "fastify";
import { createRouter } from "./create-router.ts";
import type { DaemonFace } from "./daemon-face.ts";
import { addressNotAvailable, portInUse, portNotAllowed, socketNotMade } from "./errors.ts";
import { isLoopback } from "./loopback.ts";
import { type ApiOptions, type OpenFaces, openFaces } from "./open-faces.ts";
import { createGateway, type Gateway } from "./serving/create-gateway.ts";
import { urlOfAddress } from "./serving/open-own-port.ts";

export interface ServerOptions {
  readonly daemon: DaemonFace;
  /** An address of this machine, or a name of one. */
  readonly host: string;
  /** 0 takes one that is free. */
  readonly port: number;
  /**
   * What changes something is answered here alone, so that no web page and no other user can ask for it.
   * A file that is there is replaced: the caller holds the daemon's lock.
   */
  readonly socketPath?: string;
  /** Absent: no API is served, only what there is to know of the daemon, and its services. */
  readonly api?: ApiOptions;
  /** Told of what no one expected, on several lines; by default it goes to stderr. */
  readonly onBug?: (text: string) => void;
}

export interface RunningServer {
  /** How it is reached from this machine, without a slash at its end. */
  readonly url: string;
  /** By which services are put behind `/services/NAME/…`. */
  readonly gateway: ServiceGateway;
  serviceLoads(): readonly ServiceLoad[];
  /** Whether the API asks for a token. */
  readonly auth: boolean;
  /** What whoever starts it should know, a sentence each. */
  readonly warnings: readonly string[];
  /** Lets what is being answered finish, for a second, or so long, at most. Idempotent; 0 also cuts short one before. */
  close(patienceMilliseconds?: number): Promise<void>;
}

/** Serves the API, health, metrics and status of a daemon, and its services. Failures: 8501–8504, 8532–8536. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { api, host } = options;
  const opened = api === undefined ? undefined : await openFaces(api, host);
  try {
    return await serve(options, opened);
  } catch (error) {
    await opened?.close();
    throw error;
  }
}

async function serve(
  { daemon, host, port, socketPath, onBug }: ServerOptions,
  opened: OpenFaces | undefined,
): Promise<RunningServer> {
  const secure = opened?.tls === undefined ? {} : { tls: opened.tls };
  const telling = onBug === undefined ? {} : { onBug };
  const url = () => urlOfAddress(open.server.address(), opened?.tls === undefined ? "http" : "https");
  const gateway = createGateway({
    host,
    url,
    onServed: (request) => daemon.served?.(request),
    ...secure,
  });
  const open = createRouter(daemon, {
    control: false,
    onlyLoopback: isLoopback(host),
    first: gateway.handle,
    ...secure,
    ...telling,
    ...(opened === undefined ? {} : { faces: opened.faces }),
  });
  await listen(open, host, port);
  const routers = [open];
  if (socketPath !== undefined) {
    const control = createRouter(daemon, { control: true, onlyLoopback: false, ...telling });
    try {
      await listenOnSocket(control, socketPath);
    } catch (error) {
      await open.close();
      throw error;
    }
    routers.push(control);
  }
  let closing: Promise<void> | undefined;
  return {
    url: url(),
    gateway: gateway.control,
    serviceLoads: gateway.loads,
    auth: opened?.auth ?? false,
    warnings: opened?.warnings ?? [],
    close: (patience = closeMilliseconds) => {
      if (patience === 0) cutAll(routers);
      // What the last requests changed is written down once they are answered.
      closing ??= closeAll(routers, gateway, { socketPath, patience }).finally(() => opened?.close());
      return closing;
    },
  };
}

async function listen(router: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await router.listen({ host, port });
  } catch (error) {
    switch (systemErrorCode(error)) {
      case "EADDRINUSE":
        throw portInUse(host, port, error);
      case "EACCES":
      case "EPERM":
        throw portNotAllowed(host, port, error);
      case "EADDRNOTAVAIL":
      case "EAFNOSUPPORT":
      case "EINVAL":
        throw addressNotAvailable(host, "None of its interfaces has it.", error);
      case "ENOTFOUND":
      case "EAI_AGAIN":
      case "EAI_FAIL":
        throw addressNotAvailable(host, "No address is known for the name.", error);
      default:
        throw error;
    }
  }
}

/** A socket is made with the mode that the umask leaves: it is opened where nobody else gets, and moved. */
async function listenOnSocket(router: FastifyInstance, path: string): Promise<void> {
  try {
    // Short: the system takes about a hundred bytes.
    const hidden = await mkdtemp(join(dirname(path), "."));
    try {
      const made = join(hidden, "s");
      await router.listen({ path: made });
      await chmod(made, 0o600);
      await rename(made, path);
    } finally {
      await rm(hidden, { recursive: true, force: true });
    }
  } catch (error) {
    await router.close();
    if (systemErrorCode(error) === undefined) throw error;
    throw socketNotMade(path, error instanceof Error ? error.message : String(error), error);
  }
}

const closeMilliseconds = 1000;

function cutAll(routers: readonly FastifyInstance[]): void {
  for (const { server } of routers) server.closeAllConnections();
}

async function closeAll(
  routers: readonly FastifyInstance[],
  gateway: Gateway,
  { socketPath, patience }: { readonly socketPath: string | undefined; readonly patience: number },
): Promise<void> {
  const cut = setTimeout(() => cutAll(routers), patience);
  try {
    await Promise.all([gateway.close(), ...routers.map((router) => router.close())]);
  } finally {
    clearTimeout(cut);
    if (socketPath !== undefined) await rm(socketPath, { force: true });
  }
}
