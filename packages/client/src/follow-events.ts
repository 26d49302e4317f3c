import { type ClientOptions, headersOf } from "./create-client.ts";
import { describeFailure } from "./describe-failure.ts";
import { refused } from "./errors.ts";
import { readEvents, type ServerEvent } from "./read-events.ts";

export type { ServerEvent } from "./read-events.ts";

export interface FollowOptions extends ClientOptions {
  /** Only of this run, from its beginning to its end. */
  readonly run?: string;
  /** Only of this experiment's runs and ticks: its address. */
  readonly experiment?: string;
  /** The id of an event: what came after it. */
  readonly after?: string;
  readonly signal?: AbortSignal;
}

const firstPause = 500;
const longestPause = 30_000;

/**
 * What happens, as it happens. A connection that is lost is made again, and goes on after the last event that arrived.
 * Ends with the signal, and of a run with its end. Throws what the server refuses.
 */
export async function* followEvents(options: FollowOptions): AsyncGenerator<ServerEvent> {
  const { run, experiment, signal } = options;
  const path = run === undefined ? "/api/v1/events" : `/api/v1/runs/${encodeURIComponent(run)}/events`;
  const url = new URL(`${options.url.replace(/\/+$/, "")}${path}`);
  if (experiment !== undefined) url.searchParams.set("experiment", experiment);
  let last = options.after;
  let pause = firstPause;
  const isOver = () => signal?.aborted === true;
  while (!isOver()) {
    const response = await connect(url, { ...options, ...(last === undefined ? {} : { after: last }) });
    // The run has ended, and all of it was told.
    if (response?.status === 204) return;
    if (response?.body) {
      try {
        for await (const { id, event } of readEvents(response.body)) {
          last = id;
          if (event === undefined) continue;
          yield event;
          pause = firstPause;
        }
      } catch (error) {
        if (isOver()) return;
        if (!(error instanceof TypeError)) throw error;
      }
    }
    await sleep(pause, signal);
    pause = Math.min(pause * 2, longestPause);
  }
}

/** `undefined` where nobody answers at the moment. */
async function connect(url: URL, { after, signal, fetch: ask = fetch, ...options }: FollowOptions) {
  const headers = {
    ...headersOf(options),
    accept: "text/event-stream",
    ...(after === undefined ? {} : { "last-event-id": after }),
  };
  try {
    const response = await ask(new Request(url, { headers, ...(signal === undefined ? {} : { signal }) }));
    if (response.ok) return response;
    // A server that starts, or is asked too much, will answer yet.
    if (response.status === 429 || response.status >= 500) return undefined;
    throw refused(describeFailure(await response.json().catch(() => undefined), response));
  } catch (error) {
    if (error instanceof TypeError || signal?.aborted === true) return undefined;
    throw error;
  }
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
