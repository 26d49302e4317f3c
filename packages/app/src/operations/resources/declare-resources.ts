import { createKnownResources, type KnownResources, readDeclarations } from "@mlx/config";
import {
  type Address,
  type AppliedResource,
  type DesiredResource,
  type Diagnostic,
  formatAddress,
  hasErrors,
  isAddress,
  type JsonObject,
  type Kind,
  nameOf,
  type PlanBlock,
  parseAddress,
  type Result,
  toResult,
} from "@mlx/core";
import { movedStartTimes, prepareDeclared, writeDeclared } from "@mlx/engine";
import { referencesOf } from "@mlx/plan";
import { scheduleCheck } from "@mlx/schedule";
import { clientFilesOf } from "../../access/client-files.ts";
import { type Applied, readApplied } from "../../applied/read-applied.ts";
import { writeInTurn } from "../../applied/write-in-turn.ts";
import type { Adapters } from "../../open-adapters.ts";
import type { Project } from "../../project.ts";
import { declarationsInvalid, resourceInUse, revisionMoved } from "./errors.ts";
import { lostTasks } from "./lost-tasks.ts";

/** A resource in the language, as a file would have it below `kind`s. */
export interface Declaration {
  readonly kind: Kind;
  /** With its key where it has one: `retail[eu]`. */
  readonly name: string;
  readonly value: JsonObject;
  /** The body of its wire document from now on. */
  readonly wire?: JsonObject;
}

export interface DeclareRequest {
  /** Each replaces what is at its address; a service brings its experiments along. */
  readonly put?: readonly Declaration[];
  /** A service's experiments go with it. What is not there is left out. */
  readonly remove?: readonly Address[];
  /** Revisions that these must still have; 0: nothing may be there. */
  readonly expected?: { readonly [address: Address]: number };
}

/**
 * Writes resources that no file declares, as an apply would: the same checks, one transaction. What they refer to is
 * looked up in the store. Of several requests at once in this process each waits for the one before. Gives what was
 * written, with the experiments that services make.
 * Failures: 8040 a revision has moved · 8041 they are wrong, with diagnostics that say in `path` where · 8046
 * something else refers to what would go · 3002 what would go is protected.
 */
export function declareResources(
  project: Project,
  request: DeclareRequest,
): Promise<Result<readonly AppliedResource[]>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { settings } = await project.configuration();
    return writeInTurn(adapters.store, async () => {
      const applied = await readApplied(adapters.store);
      checkExpected(request, applied);
      const known = knownWithout(request, applied);
      const { resources, diagnostics } = readDeclarations({
        declarations: request.put ?? [],
        known,
        settings,
        files: clientFilesOf(project),
        checks: [scheduleCheck(() => adapters.clock.now())],
      });
      if (hasErrors(diagnostics)) throw declarationsInvalid(diagnostics);
      return write({ request, applied, resources }, adapters);
    });
  });
}

interface Work {
  readonly request: DeclareRequest;
  readonly applied: Applied;
  readonly resources: readonly DesiredResource[];
}

async function write(
  { request, applied, resources }: Work,
  adapters: Adapters,
): Promise<readonly AppliedResource[]> {
  const { byAddress, serial } = applied;
  const removed = removedBy(request, resources, applied);
  checkUse(removed, resources, applied);
  if (resources.length === 0 && removed.length === 0) return [];
  const lost = lostTasks(resources, removed, applied);
  if (lost.length > 0) throw declarationsInvalid(lost);
  const before = new Map(
    [...resources, ...removed].flatMap(({ address }) => {
      const there = byAddress.get(address);
      return there === undefined ? [] : [[address, there] as const];
    }),
  );
  const { prepared, diagnostics } = await prepareDeclared(resources, before, adapters);
  if (hasErrors(diagnostics)) throw declarationsInvalid(diagnostics);
  const change = { prepared, removed, before, serial };
  const moved = await movedStartTimes(change, adapters);
  if (moved.length > 0) throw declarationsInvalid(moved.map(toDiagnostic));
  const wires = new Map(
    (request.put ?? []).flatMap(({ kind, name, wire }) =>
      wire === undefined ? [] : [[addressOf(kind, name), wire] as const],
    ),
  );
  await writeDeclared({ ...change, wires }, adapters);
  const written = await readApplied(adapters.store);
  return resources.flatMap(({ address }) => written.byAddress.get(address) ?? []);
}

function checkExpected({ expected = {} }: DeclareRequest, { byAddress }: Applied): void {
  for (const [address, revision] of Object.entries(expected)) {
    const there = isAddress(address) ? (byAddress.get(address)?.revision ?? 0) : 0;
    if (there !== revision) throw revisionMoved(address, { expected: revision, actual: there });
  }
}

/** What is there and does not go. */
function knownWithout({ remove = [] }: DeclareRequest, { byAddress }: Applied): KnownResources {
  if (remove.length === 0) return createKnownResources(byAddress);
  const known = new Map(byAddress);
  for (const address of remove) {
    for (const experiment of madeBy(address, byAddress)) known.delete(experiment.address);
    known.delete(address);
  }
  return createKnownResources(known);
}

/** Also the experiments of services that go, and those that services make no longer. */
function removedBy(
  { remove = [] }: DeclareRequest,
  resources: readonly DesiredResource[],
  { byAddress }: Applied,
): readonly AppliedResource[] {
  const stays = new Set<Address>(resources.map(({ address }) => address));
  const going = new Map<Address, AppliedResource>();
  for (const address of remove) {
    const there = byAddress.get(address);
    if (there !== undefined) going.set(address, there);
    for (const experiment of madeBy(address, byAddress)) going.set(experiment.address, experiment);
  }
  for (const { kind, address } of resources)
    if (kind === "service")
      for (const experiment of madeBy(address, byAddress)) going.set(experiment.address, experiment);
  return [...going.values()].filter(({ address }) => !stays.has(address));
}

/** The experiments that the service at the address has made. */
function madeBy(address: Address, byAddress: Applied["byAddress"]): readonly AppliedResource<"experiment">[] {
  const service = byAddress.get(address);
  if (service?.kind !== "service") return [];
  return [service.spec.training, service.spec.scoring].flatMap((experiment) => {
    const there = experiment === undefined ? undefined : byAddress.get(experiment);
    return there?.kind === "experiment" && there.spec.service === address ? [there] : [];
  });
}

/** Nothing that stays may refer to what goes. */
function checkUse(
  removed: readonly AppliedResource[],
  resources: readonly DesiredResource[],
  { byAddress }: Applied,
): void {
  if (removed.length === 0) return;
  const going = new Set<Address>(removed.map(({ address }) => address));
  const changed = new Set<Address>(resources.map(({ address }) => address));
  const used = new Map<Address, Address[]>();
  const note = (from: Address, references: readonly Address[]) => {
    for (const to of new Set(references)) if (going.has(to)) used.set(to, [...(used.get(to) ?? []), from]);
  };
  for (const resource of byAddress.values())
    if (!going.has(resource.address) && !changed.has(resource.address))
      note(resource.address, referencesOf(resource));
  for (const { address, references } of resources) note(address, references);
  if (used.size > 0) throw resourceInUse(used);
}

function addressOf(kind: Kind, name: string): Address {
  return formatAddress(parseAddress(`${kind}/${name}`) ?? { kind, name });
}

function toDiagnostic({ message, addresses: [service, experiment] }: PlanBlock): Diagnostic {
  const section = experiment?.endsWith("-training") === true ? "training" : "scoring";
  return {
    severity: "error",
    code: "MLX3002",
    summary: message,
    ...(service === undefined
      ? {}
      : { path: ["services", nameOf(service), section, "schedule", "startTime"] }),
    notes: [],
  };
}
