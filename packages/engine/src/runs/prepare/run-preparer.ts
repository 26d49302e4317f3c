import type { Store } from "@mlx/core";
import { rememberReads } from "../../schedules/remember-reads.ts";
import { type PreparedRun, prepareRun } from "./prepare-run.ts";
import type { CreateDeps, RunRequest } from "./run-request.ts";

/** `prepareRun` for somebody who is asked for thousands of runs a second, most of them alike. */
export interface RunPreparer {
  /** Failures: those of `prepareRun`. */
  prepare(request: RunRequest, actor: string): Promise<PreparedRun>;
}

/** The hashes of secrets are read when a run is prepared: so long they may be out of date. */
const milliseconds = 15_000;
/** Requests that are remembered, and characters of one; what is given for one run may be another thing in each. */
const most = 256;
const longest = 16_000;

interface Entry {
  readonly prepared: PreparedRun;
  readonly until: number;
  /** Of the store; absent: it holds for as long as the resources stay as they are. */
  readonly version?: string;
}

/** Resources are read once per serial of the namespace; what equal requests come to is made once. */
export function createRunPreparer(deps: Omit<CreateDeps, "actor">): RunPreparer {
  const { store, clock } = deps;
  const entries = new Map<string, Entry>();
  let reads: Store = rememberReads(store);
  let known: { readonly version: string; readonly serial: number } | undefined;
  let looking: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    const version = store.version();
    const serial = await store.resources.serial();
    if (serial !== known?.serial) {
      entries.clear();
      reads = rememberReads(store);
    }
    known = { version, serial };
  };
  // One that was under way may have looked before what this request has to see; the next has not.
  const refresh = async (): Promise<void> => {
    for (let round = 0; round < 2 && known?.version !== store.version(); round += 1) {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    }
  };
  return {
    prepare: async ({ description, ...request }, actor) => {
      await refresh();
      const key = JSON.stringify(request);
      const version = store.version();
      let entry = entries.get(key);
      if (entry === undefined || !isGood(entry, version, clock.monotonic())) {
        const of = reads;
        const prepared = await prepareRun(request, { ...deps, store: of, actor });
        entry = {
          prepared,
          until: clock.monotonic() + milliseconds,
          ...(dependsOnModels(prepared) ? { version } : {}),
        };
        // An apply that came meanwhile has all made anew.
        if (of === reads) remember(entries, key, entry);
      }
      return { ...entry.prepared, actor, ...(description === undefined ? {} : { description }) };
    },
  };
}

function isGood({ until, version }: Entry, now: string, at: number): boolean {
  return until > at && (version === undefined || version === now);
}

/** What a run loads, or would load, may be published or promoted at any time. */
function dependsOnModels({ spec, chain = [] }: PreparedRun): boolean {
  return spec.model !== undefined || chain.some((step) => step.spec.model !== undefined);
}

function remember(entries: Map<string, Entry>, key: string, entry: Entry): void {
  if (key.length > longest) return;
  const [oldest] = entries.keys();
  if (entries.size >= most && oldest !== undefined) entries.delete(oldest);
  entries.delete(key);
  entries.set(key, entry);
}
