import type { GatewayEndpoint } from "@mlx/core";
import { nameOf } from "@mlx/core";
import type { Dispatcher, Pool } from "undici";
import { createBalancer, type Loads } from "./balancer.ts";
import { type BodyRoom, createBodyRoom } from "./body-room.ts";
import { createRequestLine, type RequestLine } from "./request-line.ts";

/** A service as the gateway has it. */
export interface OpenEndpoint {
  readonly name: string;
  now(): GatewayEndpoint;
  set(endpoint: GatewayEndpoint): void;
  readonly line: RequestLine;
  suspect(replica: string): void;
  /** Requests that may be here at once: those that the replicas may have, and those that may wait. */
  mostRequests(): number;
  /** Requests from their headers to the end of their answers. */
  admitted: number;
  readonly room: BodyRoom;
  /** The HTTP client is loaded by the first request to a service: most servers have none. */
  connection(replica: string, url: string): Promise<Dispatcher>;
  close(): void;
}

/** A connection is closed before a replica would: Gunicorn does so after 2 s, others after 5 s. */
const keepAliveMilliseconds = 1500;
const connectMilliseconds = 2000;
/** Of all requests of a service at once: a thousand that wait may have 6 MB each. */
const mostBodyBytes = 512 * 2 ** 20;

export function openEndpoint(first: GatewayEndpoint, loads: Loads): OpenEndpoint {
  let current = first;
  const connections = new Map<string, Pool>();
  const room = createBodyRoom(mostBodyBytes);
  const balancer = createBalancer(loads, {
    now: () => performance.now(),
    later: (action, milliseconds) => setTimeout(action, milliseconds).unref(),
    onRoom: () => line.advance(),
  });
  const line = createRequestLine(balancer);

  function closeOthers(kept: ReadonlySet<string>): void {
    for (const [id, pool] of connections)
      if (!kept.has(id)) {
        connections.delete(id);
        loads.leave(id);
        // What is under way on it ends in order.
        pool.close().catch(() => undefined);
      }
  }

  function set(endpoint: GatewayEndpoint): void {
    current = endpoint;
    const { target, limits } = endpoint;
    balancer.set(target, limits.concurrency);
    closeOthers(new Set(target.type === "serving" ? target.replicas.map(({ id }) => id) : []));
    if (target.type === "unavailable") line.clear();
    else line.advance();
  }

  async function open(replica: string, url: string): Promise<Pool> {
    // In the bundle it has no named exports.
    const { default: undici } = await import("undici");
    // Another request may have been first.
    const known = connections.get(replica);
    if (known !== undefined) return known;
    const made = new undici.Pool(url, {
      // The balancer gives a replica no more than it may have.
      connections: null,
      pipelining: 1,
      keepAliveTimeout: keepAliveMilliseconds,
      connect: { timeout: connectMilliseconds },
    });
    connections.set(replica, made);
    return made;
  }

  set(first);
  return {
    name: nameOf(first.service),
    now: () => current,
    set,
    line,
    suspect: balancer.suspect,
    mostRequests: () => balancer.capacity() + current.limits.queueLimit,
    admitted: 0,
    room,
    connection: async (replica, url) => connections.get(replica) ?? open(replica, url),
    close: () => {
      line.clear();
      closeOthers(new Set());
    },
  };
}
