import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import {
  type Address,
  type EndpointPlace,
  MlxError,
  nameOf,
  type ServedRequest,
  type ServiceGateway,
  type ServiceLoad,
} from "@mlx/core";
import { hostOf, isLoopback } from "../loopback.ts";
import type { TlsFiles } from "../tls/read-tls.ts";
import { answerInvocation } from "./answer-invocation.ts";
import { createLoads } from "./create-loads.ts";
import { type OpenEndpoint, openEndpoint } from "./open-endpoint.ts";
import { openOwnPort } from "./open-own-port.ts";
import { actionOf, pathOf, readServicePath } from "./read-path.ts";
import { failedToAnswer, noSuchService, notServing, wrongHost, wrongMethod } from "./refusals.ts";
import { refuse } from "./refuse.ts";

export interface Gateway {
  readonly control: ServiceGateway;
  /** Answers what is asked below `/services/`; false: it is something else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  loads(): readonly ServiceLoad[];
  close(): Promise<void>;
}

export interface GatewayOptions {
  /** What the ports of services listen on. */
  readonly host: string;
  /** Where the daemon answers, without a slash at its end. */
  readonly url: () => string;
  /** Of the ports of services; absent: plain HTTP. */
  readonly tls?: TlsFiles;
  /** Told of each request to a service; it must not throw. */
  readonly onServed?: (request: ServedRequest) => void;
}

interface OwnPort {
  readonly port: number;
  readonly server: Server;
  readonly url: string;
}

export function createGateway({ host, url, tls, onServed = () => {} }: GatewayOptions): Gateway {
  const loads = createLoads(() => performance.now());
  const endpoints = new Map<string, OpenEndpoint>();
  const ports = new Map<string, OwnPort>();
  /** What is done about the port of a service, one after the other; never rejects. */
  const portTurns = new Map<string, Promise<unknown>>();
  const onlyLoopback = isLoopback(host);
  /** The last `Host` that was looked at, and is this machine's own: nearly all requests have the same. */
  let ownHost = "";

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    place: { readonly endpoint: OpenEndpoint; readonly action: "ping" | "invocations" },
  ): Promise<void> {
    const started = performance.now();
    const requestId = randomUUID();
    const { endpoint, action } = place;
    if (action === "ping") {
      answerPing(request, response, endpoint, requestId);
      return;
    }
    if (request.method !== "POST") {
      refuse(response, requestId, wrongMethod(request.method ?? "", "POST"));
      return;
    }
    const status = await answerInvocation(request, response, { endpoint, requestId });
    onServed({ service: endpoint.name, status, seconds: (performance.now() - started) / 1000 });
  }

  function serve(
    request: IncomingMessage,
    response: ServerResponse,
    find: (path: string) => { endpoint: OpenEndpoint; action: "ping" | "invocations" } | undefined,
  ): void {
    const target = request.url ?? "/";
    const asked = request.headers.host ?? "";
    if (onlyLoopback && asked !== ownHost) {
      if (asked !== "" && !isLoopback(hostOf(asked))) {
        refuse(response, randomUUID(), wrongHost(asked));
        return;
      }
      ownHost = asked;
    }
    const place = find(target);
    if (place === undefined)
      refuse(response, randomUUID(), noSuchService(pathOf(target), [...endpoints.keys()].sort()));
    // A request that meets a bug is no reason for a daemon to end.
    else answer(request, response, place).catch(() => refuse(response, randomUUID(), failedToAnswer()));
  }

  async function seeToPort(endpoint: OpenEndpoint): Promise<EndpointPlace> {
    const { name } = endpoint;
    const { port, requestTimeoutSeconds } = endpoint.now().limits;
    const open = ports.get(name);
    if (open !== undefined && open.port !== port) {
      ports.delete(name);
      void closeInOrder(open.server, requestTimeoutSeconds * 1000);
    }
    const byDaemon = `${url()}/services/${name}`;
    if (port === undefined || endpoints.get(name) !== endpoint) return { url: byDaemon };
    const there = ports.get(name);
    if (there !== undefined) return { url: there.url };
    try {
      const own = await openOwnPort(
        { name, host, port, ...(tls === undefined ? {} : { tls }) },
        (request, response) =>
          serve(request, response, (target) => {
            const action = actionOf(pathOf(target));
            return action && { endpoint, action };
          }),
      );
      ports.set(name, { port, ...own });
      return { url: own.url };
    } catch (error) {
      if (!(error instanceof MlxError)) throw error;
      return { url: byDaemon, portProblem: error };
    }
  }

  const control: ServiceGateway = {
    update: async (wanted) => {
      const name = nameOf(wanted.service);
      const known = endpoints.get(name);
      const endpoint = known ?? openEndpoint(wanted, loads);
      if (known === undefined) endpoints.set(name, endpoint);
      else known.set(wanted);
      const turn = (portTurns.get(name) ?? Promise.resolve()).then(() => seeToPort(endpoint));
      portTurns.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
    remove: async (service: Address<"service">) => {
      const name = nameOf(service);
      endpoints.get(name)?.close();
      endpoints.delete(name);
      await portTurns.get(name);
      // Put behind the gateway again meanwhile.
      if (endpoints.has(name)) return;
      portTurns.delete(name);
      const open = ports.get(name);
      ports.delete(name);
      if (open !== undefined) void closeInOrder(open.server, patience);
    },
    load: loads.load,
    idle: loads.idle,
  };

  return {
    control,
    handle: (request, response) => {
      const path = readServicePath(request.url ?? "");
      if (path === undefined) return false;
      serve(request, response, () => {
        if (path.action === "unknown") return undefined;
        const endpoint = endpoints.get(path.service);
        return endpoint && { endpoint, action: path.action };
      });
      return true;
    },
    loads: () =>
      [...endpoints.values()].map(({ name, admitted, line }) => {
        const waiting = line.waiting();
        return { service: name, inFlight: Math.max(0, admitted - waiting), waiting };
      }),
    close: async () => {
      for (const endpoint of endpoints.values()) endpoint.close();
      endpoints.clear();
      await Promise.all(portTurns.values());
      const servers = [...ports.values()].map(({ server }) => closeInOrder(server, patience));
      ports.clear();
      await Promise.all(servers);
    },
  };
}

/** As SageMaker has it: 200 without a body where requests are taken. */
function answerPing(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: OpenEndpoint,
  requestId: string,
): void {
  const { target } = endpoint.now();
  if (request.method !== "GET" && request.method !== "HEAD") {
    refuse(response, requestId, wrongMethod(request.method ?? "", "GET, HEAD"));
    return;
  }
  if (target.type === "serving" && target.replicas.length > 0) {
    response.writeHead(200, {
      "content-length": 0,
      "cache-control": "no-store",
      "x-mlx-model": target.model,
    });
    response.end();
    return;
  }
  const message = target.type === "serving" ? "Its replicas are being replaced." : target.message;
  const seconds = target.type === "serving" ? 1 : target.retryAfterSeconds;
  refuse(response, requestId, notServing(endpoint.name, message, seconds));
}

/** Of the end: who may still be answered was waited for before. */
const patience = 1000;

/** What is being answered is let finish for so long. */
async function closeInOrder(server: Server, milliseconds: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), milliseconds).unref();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}
