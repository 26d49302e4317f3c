import { type AuditEntry, MlxError, type Result, timestamp, toResult } from "@mlx/core";
import type { Project } from "../project.ts";

/** What a server writes down of a request; `namespace` is the project's own where absent. */
export type AuditNote = Omit<AuditEntry, "at" | "namespace"> & { readonly namespace?: string };

export interface AuditLog {
  /** It is written soon, with others. Never throws. */
  add(note: AuditNote): void;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

const pauseMilliseconds = 500;
/** While the store cannot be written; more are told to be lost. */
const mostWaiting = 50_000;
const keptMilliseconds = 365 * 86_400_000;
const sweepMilliseconds = 86_400_000;

/** `onProblem` is told, once, that entries cannot be written, and that some are lost. */
export async function openAuditLog(
  project: Project,
  onProblem: (message: string) => void,
): Promise<AuditLog> {
  const { store, clock } = await project.adapters();
  const over = new AbortController();
  let waiting: AuditEntry[] = [];
  let lost = 0;
  let failing = false;
  let sweptAt = Number.NEGATIVE_INFINITY;
  const write = async () => {
    const entries = waiting;
    if (entries.length === 0) return;
    waiting = [];
    try {
      await store.audit.add(entries);
      failing = false;
    } catch (error) {
      if (!(error instanceof MlxError)) throw error;
      waiting = [...entries, ...waiting];
      if (!failing) onProblem(`changes cannot be written to the audit log: ${error.summary}`);
      failing = true;
    }
    if (lost > 0) onProblem(`${lost} changes are missing in the audit log`);
    lost = 0;
  };
  const sweep = async () => {
    if (clock.now() - sweptAt < sweepMilliseconds) return;
    sweptAt = clock.now();
    await store.audit.remove(timestamp(sweptAt - keptMilliseconds)).catch((error: unknown) => {
      // The next day will do.
      if (!(error instanceof MlxError)) throw error;
    });
  };
  const keep = async () => {
    while (!over.signal.aborted) {
      await clock.sleep(pauseMilliseconds, over.signal).catch((error: unknown) => {
        if (!over.signal.aborted) throw error;
      });
      await write();
      if (!over.signal.aborted) await sweep();
    }
  };
  const keeping = keep();
  // Told at the end.
  keeping.catch(() => undefined);
  return {
    add: (note) => {
      if (waiting.length < mostWaiting)
        waiting.push({ namespace: store.namespace, ...note, at: timestamp(clock.now()) });
      else lost += 1;
    },
    close: async () => {
      over.abort();
      await keeping;
    },
  };
}

/** Newest first; `before`: the `seq` of the last one of the page before. */
export function readAudit(
  project: Project,
  page: { readonly limit: number; readonly before?: number },
): Promise<Result<readonly (AuditEntry & { readonly seq: number })[]>> {
  return toResult(async () => (await project.adapters()).store.audit.list(page));
}
