import { chmod, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ServiceGateway, type ServiceLoad, systemErrorCode } from "@mlx/core";
import type { FastifyInstance } from "fastify";
import { createRouter } from "./create-router.ts";
import type { DaemonFace } from "./daemon-face.ts";
import { addressNotAvailable, portInUse, portNotAllowed, socketNotMade } from "./errors.ts";
import { isLoopback } from "./loopback.ts";
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
}

export interface RunningServer {
  /** How it is reached from this machine, without a slash at its end. */
  readonly url: string;
  /** By which services are put behind `/services/NAME/…`. */
  readonly gateway: ServiceGateway;
  serviceLoads(): readonly ServiceLoad[];
  /** Lets what is being answered finish, for a second at most. Idempotent. */
  close(): Promise<void>;
}

/** Serves health, metrics and status of a daemon, and its services. Failures: 8501–8504. */
export async function startServer({ daemon, host, port, socketPath }: ServerOptions): Promise<RunningServer> {
  const gateway = createGateway({
    host,
    url: () => urlOfAddress(open.server.address()),
    onServed: (request) => daemon.served?.(request),
  });
  const open = createRouter(daemon, {
    control: false,
    onlyLoopback: isLoopback(host),
    first: gateway.handle,
  });
  await listen(open, host, port);
  const routers = [open];
  if (socketPath !== undefined) {
    const control = createRouter(daemon, { control: true, onlyLoopback: false });
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
    url: urlOfAddress(open.server.address()),
    gateway: gateway.control,
    serviceLoads: gateway.loads,
    close: () => {
      closing ??= closeAll(routers, gateway, socketPath);
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

async function closeAll(
  routers: readonly FastifyInstance[],
  gateway: Gateway,
  socketPath: string | undefined,
): Promise<void> {
  const cut = setTimeout(() => {
    for (const { server } of routers) server.closeAllConnections();
  }, 1000);
  try {
    await Promise.all([gateway.close(), ...routers.map((router) => router.close())]);
  } finally {
    clearTimeout(cut);
    if (socketPath !== undefined) await rm(socketPath, { force: true });
  }
}
