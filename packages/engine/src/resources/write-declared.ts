import {
  type Address,
  type AppliedHead,
  type AppliedResource,
  type ApplyChange,
  type ApplyRecord,
  type Clock,
  type DesiredResource,
  type Diagnostic,
  digestOfJson,
  type Ids,
  type JsonObject,
  type Plan,
  type PlanBlock,
  type PreparedResource,
  type ResourceWrite,
  type Store,
  timestamp,
} from "@mlx/core";
import { makePlan } from "@mlx/plan";
import { announce } from "./announce.ts";
import { planBlocked } from "./errors.ts";
import { findServing } from "./find-serving.ts";
import { type PrepareDeps, prepareResources } from "./prepare-resources.ts";

export interface DeclaredDeps extends Omit<PrepareDeps, "secretKey"> {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly actor: string;
}

export interface PreparedDeclarations {
  readonly prepared: readonly PreparedResource[];
  readonly diagnostics: readonly Diagnostic[];
}

type Before = ReadonlyMap<Address, AppliedResource>;

/**
 * Looks at what the resources point to, and stores their sources. Images are not looked up: a recipe keeps the pin
 * that it has while its image stays, and one without is resolved when a run starts.
 */
export async function prepareDeclared(
  resources: readonly DesiredResource[],
  before: Before,
  deps: DeclaredDeps,
): Promise<PreparedDeclarations> {
  const { key } = await deps.store.installation();
  const { prepared, diagnostics } = await prepareResources(
    resources,
    { ...deps, secretKey: key },
    {
      snapshot: true,
      pinnedBefore: async () => undefined,
      leaveUnpinned: new Set(resources.map(({ address }) => address)),
    },
  );
  return {
    prepared: prepared.map((resource) => keepPin(resource, before.get(resource.address))),
    // The place of what no file declares says nothing.
    diagnostics: diagnostics.map(({ range: _, ...diagnostic }) => diagnostic),
  };
}

function keepPin(resource: PreparedResource, before: AppliedResource | undefined): PreparedResource {
  if (resource.kind !== "recipe" || before?.kind !== "recipe") return resource;
  const { image } = before.observed;
  if (image === undefined || imageOf(resource.spec) !== imageOf(before.spec)) return resource;
  const observed = { ...resource.observed, image };
  return { ...resource, observed, digest: digestOfJson({ spec: resource.spec, observed }) };
}

/** What says which image it is. */
function imageOf({ origin, container, executor }: AppliedResource<"recipe">["spec"]): string {
  const own = "source" in origin ? (container?.baseImage ?? null) : origin;
  return digestOfJson({ own, executor });
}

export interface DeclaredWrite {
  readonly prepared: readonly PreparedResource[];
  /** What clients said of them, as they said it. */
  readonly wires: ReadonlyMap<Address, JsonObject>;
  readonly removed: readonly AppliedResource[];
  /** What is there at their addresses. */
  readonly before: Before;
  /** The serial that all of it was read at. */
  readonly serial: number;
  /** Why, of each change, instead of what changed. */
  readonly reason?: string;
  /** Experiments that come back: what they ran once is no first run again. */
  readonly begun?: ReadonlySet<Address>;
}

/**
 * Writes resources that no file declares, and takes others away, in one transaction. The first runs of services that
 * are new are announced with it. Failures: 5010 the serial moved · 3002 a resource is protected.
 */
export async function writeDeclared(write: DeclaredWrite, deps: DeclaredDeps): Promise<ApplyRecord> {
  const { prepared, wires, removed, serial, before, reason, begun } = write;
  const plan = await planDeclared(write, deps);
  const blocks = plan.blocks.filter(({ type }) => type !== "start-time");
  if (blocks.length > 0) throw planBlocked(blocks);
  const at = timestamp(deps.clock.now());
  const first = (plan.runs ?? []).filter(({ experiment }) => begun?.has(experiment) !== true);
  const announced = announce(first, { ids: deps.ids, actor: deps.actor, at });
  const reasons = new Map(plan.changes.map((change) => [change.address, change.reasons]));
  const changes = [
    ...prepared.map(
      ({ address }): ApplyChange => ({
        action: before.has(address) ? "update" : "create",
        address,
        reasons: reason === undefined ? (reasons.get(address) ?? [saidAnew]) : [reason],
      }),
    ),
    ...removed.map(
      ({ address }): ApplyChange => ({
        action: "delete",
        address,
        reasons: [reason ?? "removed through the API"],
      }),
    ),
  ];
  const { create, update, delete: gone } = countBy(changes);
  return deps.store.applies.commit({
    id: deps.ids.uuid(),
    expectedSerial: serial,
    at,
    actor: deps.actor,
    command: "api",
    via: "api",
    configDigest: digestOfJson(changes.map(({ action, address }) => [action, address])),
    summary: { create, update, move: 0, delete: gone, unchanged: 0, byKind: plan.summary.byKind },
    writes: [
      ...prepared.map((resource): ResourceWrite => toPut(resource, wires.get(resource.address), deps.ids)),
      ...removed.map(({ address }): ResourceWrite => ({ action: "delete", address })),
    ],
    changes,
    ...(announced.length === 0 ? {} : { announced }),
  });
}

const saidAnew = "said anew through the API, without another meaning";

function toPut(resource: PreparedResource, wire: JsonObject | undefined, ids: Ids): ResourceWrite {
  return { action: "put", id: ids.uuid(), resource, ...(wire === undefined ? {} : { wire }) };
}

function countBy(changes: readonly ApplyChange[]) {
  const counts = { create: 0, update: 0, move: 0, import: 0, delete: 0 };
  for (const { action } of changes) counts[action] += 1;
  return counts;
}

/** Schedules of services whose startTime would change: a time that was announced stays. */
export async function movedStartTimes(
  write: Omit<DeclaredWrite, "wires">,
  deps: Pick<DeclaredDeps, "store" | "clock">,
): Promise<readonly PlanBlock[]> {
  return (await planDeclared(write, deps)).blocks.filter(({ type }) => type === "start-time");
}

/** The plan as if only these were declared, and only what they replace were applied. */
async function planDeclared(
  { prepared, removed, before, serial }: Omit<DeclaredWrite, "wires">,
  { store, clock }: Pick<DeclaredDeps, "store" | "clock">,
): Promise<Plan> {
  const replaced = [...prepared.flatMap(({ address }) => before.get(address) ?? []), ...removed];
  const heads = replaced.map(
    ({ id, address, kind, digest, references, revision }): AppliedHead => ({
      ...{ id, address, kind },
      ...{ digest, references, revision },
    }),
  );
  return makePlan({
    project: "",
    installation: (await store.installation()).id,
    serial,
    configDigest: digestOfJson(null),
    createdAt: timestamp(clock.now()),
    prepared,
    heads,
    moved: [],
    before: new Map(replaced.map((resource) => [resource.address, resource])),
    manifests: new Map(),
    models: [],
    runsUnderWay: [],
    ...(await findServing(prepared, { heads, unmanaged: [], moved: [], models: store.models })),
    allowMassDelete: true,
  });
}
