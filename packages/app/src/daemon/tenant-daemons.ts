import { type Clock, type EventSink, MlxError, type Tenant } from "@mlx/core";
import type { runDaemon } from "@mlx/engine";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";

export interface TenantDaemonsOptions {
  readonly project: Project;
  readonly signals: Parameters<typeof runDaemon>[2];
  /** The daemon of one of them; its events come as of the whole. */
  readonly run: (tenant: Tenant, adapters: Adapters) => Promise<void>;
}

const lookMilliseconds = 1000;
/** Before one that failed is started again. */
const pauseMilliseconds = 10_000;

/**
 * Does a daemon's duties in the namespaces of tenants too: each is seen to from within two seconds of its making on,
 * by whichever process it was made. Resolves when all have ended, after `drain` or `stop`.
 */
export async function keepTenantDaemons({ project, signals, run }: TenantDaemonsOptions): Promise<void> {
  const over = AbortSignal.any([signals.drain, signals.stop]);
  const running = new Map<string, Promise<void>>();
  const start = async (tenant: Tenant, { emit, clock }: Adapters) => {
    try {
      const adapters = await project.within(tenant.namespace).adapters();
      await run(tenant, { ...adapters, emit: ofTenant(tenant, emit) });
    } catch (error) {
      const duty = nameOfDuty("daemon", tenant);
      const message = error instanceof MlxError ? error.summary : String(error);
      emit({ type: "duty-failed", at: clock.now(), duty, message });
      await sleepUnless(over, pauseMilliseconds, clock);
    }
    // It is found again, and started anew, unless all end.
    running.delete(tenant.namespace);
  };
  const own = await project.adapters();
  const { store, clock } = own;
  let version: string | undefined;
  let known: readonly Tenant[] = [];
  while (!over.aborted) {
    const now = store.version();
    // A store that cannot be read is told of by the duties that need it.
    if (now !== version) known = await store.tenants.list().catch(() => known);
    version = now;
    for (const tenant of known)
      if (!running.has(tenant.namespace)) running.set(tenant.namespace, start(tenant, own));
    await sleepUnless(over, lookMilliseconds, clock);
  }
  await Promise.all(running.values());
}

async function sleepUnless(over: AbortSignal, milliseconds: number, clock: Clock): Promise<void> {
  await clock.sleep(milliseconds, over).catch((error: unknown) => {
    if (!over.aborted) throw error;
  });
}

/** A tenant's daemon is part of one process: only that one is up, or down. */
function ofTenant(tenant: Tenant, emit: EventSink): EventSink {
  return (event) => {
    switch (event.type) {
      case "daemon-state":
        return;
      case "duty-failed":
      case "duty-restored":
        emit({ ...event, duty: nameOfDuty(event.duty, tenant) });
        return;
      default:
        emit(event);
    }
  };
}

function nameOfDuty(duty: string, { org, sandbox }: Tenant): string {
  return `${duty} of ${org === undefined ? "" : `${org}, `}sandbox ${sandbox}`;
}
