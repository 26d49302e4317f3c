import { type ApplyRecord, type Kind, MlxError, type Result, type RunRecord, toResult } from "@mlx/core";
import {
  countSchedules,
  countWaitingForDaemon,
  listServices,
  type ScheduleAhead,
  type ServiceView,
  schedulesAhead,
} from "@mlx/engine";
import { type FoundDaemon, findDaemons, offeredSlots } from "../daemon/find-daemons.ts";
import { readNext, readSlots, type SlotStatus, type UpcomingFire } from "../daemon/read-daemon-view.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { currentModels, type ListedModel } from "./list-models.ts";
import { profileDataset } from "./plan-changes.ts";

export interface DatasetStatus {
  readonly address: string;
  readonly path: string;
  readonly rows?: number;
  readonly columns?: readonly { readonly name: string; readonly type: string }[];
  /** Why it cannot be read. */
  readonly problem?: string;
  /** Its files differ from those that were applied. */
  readonly changed: boolean;
}

export interface ScheduleStatus {
  readonly total: number;
  readonly active: number;
  /** Those of which nothing fires for long, because their times are decided far ahead of the clock. */
  readonly ahead: readonly ScheduleAhead[];
  /** Soonest first. */
  readonly next: readonly UpcomingFire[];
}

const nextShown = 5;
const unfinishedShown = 50;
const unfinishedStates = ["PENDING", "RUNNING", "RETRY"] as const;

export interface StatusReport {
  readonly project: string;
  readonly environment?: string;
  readonly store: string;
  readonly serial: number;
  readonly lastApply?: ApplyRecord;
  readonly resources: Readonly<Record<Kind, number>>;
  /** Of them, those that no file declares, and those that the API has changed since they were applied. */
  readonly outside: { readonly unmanaged: number; readonly drifted: number };
  readonly datasets: readonly DatasetStatus[];
  readonly models: readonly ListedModel[];
  readonly services: readonly ServiceView[];
  readonly runs: {
    /** The newest of them. */
    readonly unfinished: readonly RunRecord[];
    readonly unfinishedTotal: number;
    readonly recent: readonly RunRecord[];
  };
  /** Those that live, or whose end nobody has written down. */
  readonly daemons: readonly FoundDaemon[];
  /** Of those that live; empty where nothing is offered, held or wanted. */
  readonly slots: readonly SlotStatus[];
  readonly schedules: ScheduleStatus;
  /** Runs of schedules, backfills and the API that go on only once a daemon is there. */
  readonly waitingForDaemon: number;
  /** Sandboxes beside the project's own that were written to over HTTP; absent: none. */
  readonly tenants?: number;
}

/** How the store stands, and what of the world around it has moved on since. */
export function readStatus(project: Project): Promise<Result<StatusReport>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { store } = adapters;
    const { project: name, environment } = await project.configuration();
    const { serial, heads } = await store.resources.heads();
    const [lastApply] = await store.applies.list({ limit: 1 });
    const unfinished = await store.runs.list({ states: unfinishedStates }, { limit: unfinishedShown });
    const daemons = await findDaemons(adapters);
    const recent = await store.runs.list({ states: ["DONE", "FAILED", "ABORTED"] }, { limit: 5 });
    const { length: tenants } = await store.tenants.list();
    return {
      project: name,
      ...(environment === undefined ? {} : { environment }),
      store: store.location,
      serial,
      ...(lastApply === undefined ? {} : { lastApply }),
      resources: countKinds(heads),
      outside: {
        unmanaged: heads.filter(({ unmanaged }) => unmanaged).length,
        drifted: heads.filter(({ drifted }) => drifted).length,
      },
      datasets: await readDatasets(project, adapters),
      models: await currentModels(adapters),
      services: await listServices(adapters),
      runs: {
        unfinished,
        unfinishedTotal: await store.runs.count({ states: unfinishedStates }),
        recent,
      },
      daemons: daemons.filter(({ state }) => state !== "dead"),
      slots: await readSlots(adapters, offeredSlots(daemons), unfinished),
      schedules: await readSchedules(adapters),
      waitingForDaemon: await countWaitingForDaemon(adapters),
      ...(tenants === 0 ? {} : { tenants }),
    };
  });
}

async function readSchedules(adapters: Adapters): Promise<ScheduleStatus> {
  const counts = await countSchedules(adapters);
  const total = Object.values(counts).reduce((sum, number) => sum + number, 0);
  return {
    total,
    active: counts.ACTIVE ?? 0,
    ahead: total === 0 ? [] : await schedulesAhead(adapters),
    next: total === 0 ? [] : await readNext(adapters, nextShown),
  };
}

function countKinds(heads: readonly { readonly kind: Kind }[]): Readonly<Record<Kind, number>> {
  const counts: Record<Kind, number> = {
    dataset: 0,
    recipe: 0,
    instance: 0,
    experiment: 0,
    model: 0,
    service: 0,
  };
  for (const { kind } of heads) counts[kind] += 1;
  return counts;
}

async function readDatasets(
  project: Project,
  { store, datasets }: Adapters,
): Promise<readonly DatasetStatus[]> {
  const statuses: DatasetStatus[] = [];
  for (const resource of await store.resources.list("dataset")) {
    if (resource.kind !== "dataset") continue;
    const { address, spec, observed } = resource;
    const profile = await profileDataset(project, spec);
    const fingerprint = await datasets.fingerprint(spec).catch((error: unknown) => {
      if (error instanceof MlxError) return undefined;
      throw error;
    });
    statuses.push({
      address,
      path: spec.path,
      ...profile,
      changed: fingerprint?.fingerprint !== observed.fingerprint,
    });
  }
  return statuses;
}
