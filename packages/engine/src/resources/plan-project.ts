import {
  type Address,
  type ArtifactStore,
  type Clock,
  type DesiredState,
  type Diagnostic,
  type Digest,
  type ExecutorName,
  hasErrors,
  type Machine,
  type Manifest,
  MlxError,
  type Plan,
  type PlanBefore,
  type Store,
  timestamp,
} from "@mlx/core";
import { addressesToCompare, makePlan, planDestroy } from "@mlx/plan";
import { checkDatasets } from "./check-datasets.ts";
import { checkLimits, type MachineOf } from "./check-limits.ts";
import { checkSpark } from "./check-spark.ts";
import { resourcesInvalid } from "./errors.ts";
import { findChangedOutside } from "./find-changed-outside.ts";
import { findNextFires } from "./find-next-fires.ts";
import { findPinned } from "./find-pinned.ts";
import { findServing } from "./find-serving.ts";
import type { PinnedBefore } from "./pin-images.ts";
import { type PrepareDeps, prepareResources } from "./prepare-resources.ts";

export interface PlanDeps extends Omit<PrepareDeps, "secretKey"> {
  readonly store: Store;
  readonly clock: Clock;
  readonly machine: MachineOf;
}

export interface PlanResult {
  readonly plan: Plan;
  readonly warnings: readonly Diagnostic[];
}

/** The plan from what is applied to what is desired. Reads only. */
export async function planProject(
  desired: DesiredState,
  deps: PlanDeps,
  options: { readonly allowMassDelete: boolean },
): Promise<PlanResult> {
  const { id, key } = await deps.store.installation();
  const pinnedBefore: PinnedBefore = async (recipe) =>
    (await deps.store.resources.getMany([recipe]))[0]?.observed.image;
  const { prepared, manifests, pins, ...found } = await prepareResources(
    desired.resources,
    { ...deps, secretKey: key },
    { snapshot: false, pinnedBefore },
  );
  const { machineOf, known: machines } = rememberMachines(deps.machine);
  const diagnostics = [
    ...found.diagnostics,
    ...(await checkDatasets(prepared, deps.datasets)),
    ...(await checkLimits(prepared, machineOf)),
    ...(await checkSpark(prepared, machineOf)),
  ];
  if (hasErrors(diagnostics)) throw resourcesInvalid(diagnostics);
  const { serial, heads } = await deps.store.resources.heads();
  const compared = addressesToCompare({ prepared, heads, moved: desired.moved });
  const before = await loadBefore(deps.store, compared);
  // What is new affects nothing that is there.
  const mayBeAffected = compared.length > 0 && heads.some((head) => head.unmanaged);
  const unmanaged = mayBeAffected ? await deps.store.resources.unmanaged() : [];
  const plan = makePlan({
    project: desired.project,
    ...(desired.environment === undefined ? {} : { environment: desired.environment }),
    installation: id,
    serial,
    configDigest: desired.digest,
    createdAt: timestamp(deps.clock.now()),
    prepared,
    heads,
    moved: desired.moved,
    before,
    outside: await findChangedOutside(prepared, heads, deps.store.resources),
    unmanaged,
    manifests: await addManifestsBefore(manifests, before, deps.artifacts),
    models: compared.length === 0 ? [] : await deps.store.models.current(),
    runsUnderWay: compared.length === 0 ? [] : await runsUnderWay(deps.store),
    pins,
    machines,
    ...(await findServing(prepared, {
      ...{ heads, unmanaged, moved: desired.moved },
      models: deps.store.models,
    })),
    pinned: await findPinned(prepared, deps.store.models),
    allowMassDelete: options.allowMassDelete,
  });
  return { plan: await withNextFires(plan, before, deps), warnings: diagnostics };
}

async function withNextFires(
  plan: Plan,
  before: ReadonlyMap<Address, PlanBefore>,
  { store, clock }: Pick<PlanDeps, "store" | "clock">,
): Promise<Plan> {
  const { schedules } = store;
  const fires = await findNextFires(plan.changes, before, { schedules, now: clock.now() });
  return fires.length === 0 ? plan : { ...plan, hints: [...plan.hints, ...fires] };
}

/** Asks about each machine once, and only when somebody wants to know. */
function rememberMachines(ask: MachineOf) {
  const known = new Map<ExecutorName, Machine>();
  const asked = new Map<ExecutorName, Promise<Machine | undefined>>();
  const machineOf: MachineOf = async (executor) => {
    const asking = asked.get(executor) ?? ask(executor);
    asked.set(executor, asking);
    const machine = await asking;
    if (machine !== undefined) known.set(executor, machine);
    return machine;
  };
  return { machineOf, known };
}

/** The plan that deletes everything that files declared; models and runs stay. Reads only. */
export async function planProjectDestroy(
  desired: Pick<DesiredState, "project" | "environment">,
  deps: Pick<PlanDeps, "store" | "clock">,
): Promise<PlanResult> {
  const { serial, heads } = await deps.store.resources.heads();
  const before = await loadBefore(
    deps.store,
    heads.map(({ address }) => address),
  );
  const plan = planDestroy({
    project: desired.project,
    ...(desired.environment === undefined ? {} : { environment: desired.environment }),
    installation: (await deps.store.installation()).id,
    serial,
    createdAt: timestamp(deps.clock.now()),
    heads,
    before,
    models: await deps.store.models.current(),
    runsUnderWay: await runsUnderWay(deps.store),
  });
  return { plan: await withNextFires(plan, before, deps), warnings: [] };
}

async function loadBefore(
  store: Store,
  addresses: readonly Address[],
): Promise<ReadonlyMap<Address, PlanBefore>> {
  if (addresses.length === 0) return new Map();
  return new Map((await store.resources.getMany(addresses)).map((resource) => [resource.address, resource]));
}

/** The snapshots that changed recipes had, so that the plan can name the files. */
async function addManifestsBefore(
  manifests: ReadonlyMap<Digest, Manifest>,
  before: ReadonlyMap<Address, PlanBefore>,
  artifacts: ArtifactStore,
): Promise<ReadonlyMap<Digest, Manifest>> {
  const all = new Map(manifests);
  for (const { observed } of before.values()) {
    const digest = observed.source?.manifest;
    if (digest === undefined || all.has(digest)) continue;
    try {
      all.set(digest, await artifacts.readManifest(digest));
    } catch (error) {
      // A lost snapshot only costs the names of the files.
      if (!(error instanceof MlxError)) throw error;
    }
  }
  return all;
}

async function runsUnderWay(store: Store) {
  return (await store.runs.unfinished()).map(({ id, instance, experiment }) => ({
    runId: id,
    instance,
    ...(experiment === undefined ? {} : { experiment }),
  }));
}
