import {
  type Address,
  digestOfJson,
  type EndpointRecord,
  type EndpointStatus,
  type EndpointTarget,
  InternalError,
  MlxError,
  type Replica,
  timestamp,
} from "@mlx/core";
import { describeFailure } from "../daemon/keep-duty.ts";
import { buildReplica } from "./build-replica.ts";
import {
  decideReplicas,
  type Failure,
  nextSetback,
  type ServingView,
  type Setback,
} from "./decide-replicas.ts";
import { describeStatus } from "./describe-status.ts";
import type { WaitingServing, WantedServing } from "./find-wanted.ts";
import type { ServingDeps } from "./serving-deps.ts";
import { createHealthWatch, type HealthWatch, pingMilliseconds } from "./watch-health.ts";

/** Keeps the replicas of one service. */
export interface EndpointKeeper {
  /**
   * Looks at what is wanted now, and does what is next; what takes time goes on behind it. `undefined`: that is
   * not known at the moment, and what was wanted before still is.
   */
  look(wanted: WantedServing | WaitingServing | undefined): Promise<void>;
  /** Ends all: what is with a replica may be finished within the seconds. Idempotent. */
  close(options: EndOptions): Promise<void>;
}

interface EndOptions {
  readonly drainSeconds: number;
  /** Between SIGTERM and SIGKILL; the service's own where it is absent. */
  readonly graceSeconds?: number;
}

interface KeptReplica {
  readonly id: string;
  readonly generation: string;
  readonly starting: AbortController;
  state: "starting" | "ready" | "leaving";
  replica?: Replica;
  health?: HealthWatch;
  nextPing: number;
  /** Settled when nothing is left of it. */
  over: Promise<void>;
}

/** A generation that has served so long without a failure works. */
const provenMilliseconds = 30_000;

export function createEndpointKeeper(
  address: Address<"service">,
  deps: ServingDeps,
  onChange: () => void,
): EndpointKeeper {
  const { clock, gateway, hosts, store, emit, worker, ids } = deps;
  const kept = new Map<string, KeptReplica>();
  const generations = new Map<string, WantedServing>();
  const setbacks = new Map<string, Setback>();
  const proven = new Set<string>();
  let wanted: WantedServing | undefined;
  let serving: string | undefined;
  let fallback: string | undefined;
  let servingSince = 0;
  let deaths = 0;
  let told: EndpointRecord | undefined;
  let gated = "";
  let url = "";
  let since = timestamp(clock.now());
  let lastState: EndpointStatus["state"] | undefined;
  let isClosed = false;

  function viewOf({ generation, serve }: WantedServing): ServingView {
    return {
      now: clock.now(),
      wanted: { generation, replicas: serve.replicas },
      replicas: [...kept.values()],
      ...(serving === undefined ? {} : { serving }),
      ...(fallback === undefined ? {} : { fallback }),
      setbacks,
    };
  }

  function generationOf(name: string): WantedServing {
    return generations.get(name) ?? bug(name);
  }

  function fail(generation: string, failure: Failure, message: string): void {
    const isServing = serving === generation;
    const isProven = proven.has(generation);
    const hasFallback = fallback !== undefined;
    const now = clock.now();
    setbacks.set(
      generation,
      nextSetback(setbacks.get(generation), { failure, isServing, isProven, hasFallback, now, message }),
    );
  }

  function start(generation: string): void {
    const id = ids.uuid();
    const starting = new AbortController();
    const entry: KeptReplica = {
      ...{ id, generation, starting, state: "starting", nextPing: 0 },
      over: Promise.resolve(),
    };
    kept.set(id, entry);
    entry.over = bringUp(entry, generationOf(generation))
      .catch((error: unknown) => fail(generation, "not-started", describeFailure(error)))
      .finally(() => {
        kept.delete(id);
        onChange();
      });
  }

  /** From its start to its end; never rejects. */
  async function bringUp(entry: KeptReplica, own: WantedServing): Promise<void> {
    const { executor, replica: plan } = own;
    let replica: Replica;
    try {
      const submission = await buildReplica(plan, entry.id, deps.secrets);
      replica = await hosts[executor].start(submission, {
        signal: entry.starting.signal,
        onProgress: () => {},
      });
    } catch (error) {
      if (entry.state === "starting") fail(entry.generation, "not-started", failureText(error));
      return;
    }
    entry.replica = replica;
    if (entry.starting.signal.aborted) {
      await stop(entry, 0);
      return;
    }
    entry.state = "ready";
    entry.nextPing = clock.monotonic() + pingMilliseconds;
    entry.health = createHealthWatch(replica, gateway, {
      // It may have ended, and its generation be forgotten, before a ping is over.
      requestTimeoutSeconds: () => (generations.get(entry.generation) ?? own).serve.requestTimeoutSeconds,
      now: clock.monotonic,
    });
    onChange();
    const why = await replica.ended;
    if (entry.state !== "ready") return;
    deaths += 1;
    fail(entry.generation, "died", `a replica died: ${why}`);
    // Nothing that comes meanwhile is given to it.
    entry.state = "leaving";
    await tellGate();
  }

  async function stop(entry: KeptReplica, graceSeconds: number): Promise<void> {
    await entry.replica?.stop({ graceSeconds }).catch((error: unknown) => {
      // What holds it is gone, or will be swept.
      if (!(error instanceof MlxError)) throw error;
    });
  }

  /** Of one that gets no requests any more. */
  async function drain(entry: KeptReplica, { drainSeconds, graceSeconds }: EndOptions): Promise<void> {
    const grace = graceSeconds ?? generationOf(entry.generation).serve.stopGraceSeconds;
    const late = new AbortController();
    const patience = new AbortController();
    clock.sleep(drainSeconds * 1000, patience.signal).then(
      () => late.abort(new Error("late")),
      () => {},
    );
    await gateway.idle(entry.id, late.signal).catch(() => undefined);
    patience.abort();
    await stop(entry, grace);
  }

  function retire(entry: KeptReplica, options: EndOptions): void {
    const wasReady = entry.state === "ready";
    entry.state = "leaving";
    if (wasReady) void drain(entry, options);
    else entry.starting.abort(new Error("the replica is not wanted any more"));
  }

  async function checkHealth(): Promise<void> {
    const now = clock.monotonic();
    const due = [...kept.values()].filter(({ state, nextPing }) => state === "ready" && nextPing <= now);
    for (const entry of due) {
      entry.nextPing = now + pingMilliseconds;
      void entry.health?.look().then((isIll) => {
        if (!isIll || entry.state !== "ready") return;
        deaths += 1;
        fail(entry.generation, "died", "a replica did not answer GET /ping three times");
        retire(entry, { drainSeconds: 0 });
        onChange();
      });
    }
    if (serving === undefined || clock.now() - servingSince < provenMilliseconds) return;
    const setback = setbacks.get(serving);
    if (setback !== undefined && clock.now() - setback.retryAt < provenMilliseconds) return;
    setbacks.delete(serving);
    proven.add(serving);
  }

  function targetOf(status: EndpointStatus): EndpointTarget {
    if (serving !== undefined) {
      const replicas = [...kept.values()].flatMap(({ generation, state, replica }) =>
        generation === serving && state === "ready" && replica !== undefined
          ? [{ id: replica.id, url: replica.url }]
          : [],
      );
      // With none at the moment, a replacement that comes up is waited for.
      if (replicas.length > 0 || status.state !== "FAILED")
        return { type: "serving", model: generationOf(serving).ref, replicas };
    }
    const seconds = "retryAt" in status ? Math.ceil((Date.parse(status.retryAt) - clock.now()) / 1000) : 5;
    const message = "message" in status ? status.message : "Its first replica is coming up.";
    return { type: "unavailable", message, retryAfterSeconds: Math.max(1, seconds) };
  }

  function statusNow(): EndpointStatus {
    if (wanted === undefined) return { state: "WAITING", message: waiting?.message ?? "" };
    return describeStatus(viewOf(wanted), (generation) => generationOf(generation).ref);
  }

  let waiting: WaitingServing | undefined;
  let portProblem: MlxError | undefined;

  /** At once, for those who ask; the service's own port may take a moment, or fail. */
  async function tellGate(): Promise<void> {
    const limits = (wanted ?? waiting)?.serve;
    if (limits === undefined || isClosed) return;
    const endpoint = { service: address, limits, target: targetOf(statusNow()) };
    const signature = digestOfJson({ limits: { ...limits, env: {} }, target: { ...endpoint.target } });
    if (signature === gated && portProblem === undefined) return;
    gated = signature;
    ({ url, portProblem } = await gateway.update(endpoint));
  }

  async function tellStore(status: EndpointStatus): Promise<void> {
    if (status.state !== lastState) since = timestamp(clock.now());
    lastState = status.state;
    const ready = [...kept.values()].filter(
      ({ state, generation }) => state === "ready" && generation === serving,
    );
    const record: Omit<EndpointRecord, "updatedAt"> = {
      ...{ service: address, worker: worker.id, url, status, deaths, since },
      replicas: { wanted: wanted?.serve.replicas ?? 0, ready: ready.length },
      ...(portProblem === undefined ? {} : { portProblem: portProblem.summary }),
    };
    const before = told;
    if (JSON.stringify({ ...record, updatedAt: before?.updatedAt }) === JSON.stringify(before)) return;
    const at = clock.now();
    const endpoint = { ...record, updatedAt: timestamp(at) };
    await store.endpoints.put(endpoint);
    told = endpoint;
    emit({ type: "endpoint", at, endpoint, ...(before === undefined ? {} : { before }) });
  }

  function decide(): void {
    if (wanted === undefined) return;
    const decision = decideReplicas(viewOf(wanted));
    if (decision.serving !== undefined && decision.serving !== serving) {
      if (serving !== undefined && serving !== decision.serving) fallback = serving;
      serving = decision.serving;
      servingSince = clock.now();
    }
    const { start: more } = decision;
    for (let index = 0; more !== undefined && index < more.count; index += 1) start(more.generation);
    // Requests go to the new ones before the old ones are let go.
    void tellGate();
    for (const id of decision.retire) {
      const entry = kept.get(id);
      if (entry !== undefined)
        retire(entry, { drainSeconds: generationOf(entry.generation).serve.drainSeconds });
    }
    forget(wanted.generation);
  }

  function forget(current: string): void {
    const used = new Set([
      current,
      serving,
      fallback,
      ...[...kept.values()].map(({ generation }) => generation),
    ]);
    for (const name of generations.keys())
      if (!used.has(name)) {
        generations.delete(name);
        setbacks.delete(name);
        proven.delete(name);
      }
  }

  return {
    look: async (found) => {
      if (isClosed) return;
      if (found !== undefined && "message" in found) waiting = found;
      else if (found !== undefined) {
        wanted = found;
        generations.set(found.generation, found);
      }
      await checkHealth();
      decide();
      await tellGate();
      await tellStore(statusNow());
      if (portProblem !== undefined) throw portProblem;
    },
    close: async (options) => {
      if (isClosed) return;
      const current = wanted ?? waiting;
      isClosed = true;
      if (current !== undefined)
        await gateway
          .update({
            service: address,
            limits: current.serve,
            target: { type: "unavailable", message: "It is being stopped.", retryAfterSeconds: 5 },
          })
          .catch(() => undefined);
      const all = [...kept.values()];
      for (const entry of all) retire(entry, options);
      await Promise.all(all.map(({ over }) => over));
      await gateway.remove(address);
      serving = undefined;
      await tellStore({ state: "STOPPED" });
    },
  };
}

function failureText(error: unknown): string {
  if (!(error instanceof MlxError)) return describeFailure(error);
  const [lastWords] = (error.detail ?? "").split("\n").slice(-2);
  return lastWords === undefined || lastWords === "" ? error.summary : `${error.summary} (${lastWords})`;
}

function bug(generation: string): never {
  throw new InternalError(`a generation that was forgotten: ${generation}`);
}
