import { type Clock, type EngineEvent, isTerminal, type WorkerIdentity } from "@mlx/core";
import type { TelemetryReads } from "../telemetry-reads.ts";
import { runSpans } from "./run-spans.ts";
import type { SpanExport } from "./span-export.ts";
import type { TraceEndpoint } from "./trace-endpoint.ts";

export interface TracerOptions {
  readonly endpoint: TraceEndpoint;
  readonly reads: Pick<TelemetryReads, "runRecord" | "runEvents">;
  readonly version: string;
  readonly clock: Clock;
  /** Of the daemon's process. */
  readonly identity: Pick<WorkerIdentity, "id" | "host" | "pid">;
  /** `retail/prod`. */
  readonly namespace: string;
  readonly onProblem: (message: string) => void;
}

/** As long as a collector may keep the end of a daemon waiting. */
const closeMilliseconds = 5000;

/** Tells a collector of each run once it has ended. Nothing that goes wrong with that gets out of here. */
export function createTracer(options: TracerOptions): {
  readonly event: (event: EngineEvent) => void;
  readonly close: () => Promise<void>;
} {
  const { endpoint, reads, clock, onProblem } = options;
  const tellProblem = onceUntilSuccess(onProblem);
  if (endpoint.otherProtocol !== undefined)
    onProblem(`traces are sent as http/json, not as ${endpoint.otherProtocol}, to ${endpoint.url}`);
  const sending = new Set<Promise<void>>();
  let opening: Promise<SpanExport> | undefined;
  const open = () => {
    // OpenTelemetry takes its time and memory; without a collector nothing of it is loaded.
    opening ??= import("./span-export.ts").then(({ openSpanExport }) => openSpanExport(options, tellProblem));
    return opening;
  };
  const send = async (id: string) => {
    try {
      const [record, events, spans] = await Promise.all([reads.runRecord(id), reads.runEvents(id), open()]);
      if (record !== undefined) spans.add(runSpans(record, events));
    } catch (error) {
      tellProblem(`run ${id} is in no trace: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const flush = async () => {
    await Promise.all(sending);
    await (await opening)?.close();
  };
  let closing: Promise<void> | undefined;
  const close = async () => {
    const done = new AbortController();
    try {
      await Promise.race([flush(), clock.sleep(closeMilliseconds, done.signal)]);
    } catch (error) {
      tellProblem(`the last traces were not sent: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      done.abort();
    }
  };
  return {
    event: (event) => {
      if (closing !== undefined || event.type !== "run-status" || !isTerminal(event.status.state)) return;
      const work: Promise<void> = send(event.run.id).finally(() => sending.delete(work));
      sending.add(work);
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** Of a row of problems the first is told. */
export type TellProblem = (message: string | undefined) => void;

function onceUntilSuccess(tell: (message: string) => void): TellProblem {
  let told = false;
  return (message) => {
    if (message !== undefined && !told) tell(message);
    told = message !== undefined;
  };
}
