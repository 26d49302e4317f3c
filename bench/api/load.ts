import autocannon from "autocannon";
import { BenchmarkFailure } from "../benchmark-failure.ts";

export interface Load {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p99: number;
}

export interface LoadRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: string;
  readonly type?: string;
}

const connections = 32;

/** Asks these by turns, as fast as it is answered. */
export async function load(
  url: string,
  requests: readonly LoadRequest[],
  seconds: number,
  most?: { readonly requestsPerSecond: number },
): Promise<Load> {
  const found = await autocannon({
    ...{ url, connections, duration: seconds },
    ...(most === undefined ? {} : { overallRate: most.requestsPerSecond }),
    requests: requests.map(({ method, path, body, type = "application/json" }) => ({
      ...{ method, path },
      ...(body === undefined ? {} : { body, headers: { "content-type": type } }),
    })),
  });
  const { requests: made, latency, non2xx, errors } = found;
  if (non2xx + errors > 0)
    throw new BenchmarkFailure(
      `${url}${requests[0]?.path}: ${non2xx} other answers (${JSON.stringify(found.statusCodeStats)}), ${errors} errors`,
    );
  return { requestsPerSecond: made.total / found.duration, p99: latency.p99 };
}
