import { join } from "node:path";
import type { Address, AppliedResource, DeletedResource, PreparedResource, Result } from "@mlx/core";
import { MlxError, toResult } from "@mlx/core";
import { writeDeclared } from "@mlx/engine";
import { readApplied } from "../../applied/read-applied.ts";
import { writeInTurn } from "../../applied/write-in-turn.ts";
import type { Adapters } from "../../open-adapters.ts";
import type { Project } from "../../project.ts";
import { uploadOf } from "../../uploads/upload-of.ts";
import { noFileOf, nothingToRestore } from "./errors.ts";
import { type LeftDeleted, type SelectedRestore, selectRestored } from "./select-restored.ts";

export interface RestoreRequest {
  readonly address?: Address;
  /** Also all that was deleted together with it; without an address all that was deleted. */
  readonly all?: boolean;
}

export interface Restored {
  /** What is needed stands before what needs it. */
  readonly restored: readonly SelectedRestore[];
  /** Of all, those that cannot come back. */
  readonly left: readonly LeftDeleted[];
}

/** As `restoreResources`, of one. */
export function restoreResource(project: Project, address: Address): Promise<Result<AppliedResource>> {
  return toResult(async () => {
    const done = await restoreResources(project, { address });
    if (!done.ok) throw done.failure;
    const found = done.value.restored.find(({ resource }) => resource.address === address);
    if (found === undefined) throw nothingToRestore(address, "somebody deleted it again");
    return found.resource;
  });
}

/**
 * Brings back what was deleted through the API, with the ids that it had, and what it needs and was deleted too: all
 * in one transaction. Failure: 8047 there is nothing at the address, or not all that it needs.
 */
export function restoreResources(project: Project, request: RestoreRequest): Promise<Result<Restored>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    return writeInTurn(adapters.store, () => restore(request, project.root, adapters));
  });
}

async function restore(
  { address, all = false }: RestoreRequest,
  root: string,
  adapters: Adapters,
): Promise<Restored> {
  const { store } = adapters;
  const applied = await readApplied(store);
  const deleted = await store.resources.deleted({});
  const together = all ? deletedWith(address, deleted) : [];
  const { selected, left } = await selectRestored(
    [...(address === undefined ? [] : [address]), ...together],
    {
      deleted,
      byAddress: applied.byAddress,
      check: (resource) => checkSource(resource, adapters),
    },
  );
  const refused = left.find((each) => each.address === address);
  if (refused !== undefined) throw refused.failure;
  if (selected.length === 0) return { restored: [], left };
  const whole = selected.map(({ resource }) => resource);
  for (const resource of whole) await bringSource(resource, root, adapters);
  await writeDeclared(
    {
      prepared: whole.map(toPrepared),
      wires: new Map(),
      removed: [],
      before: new Map(),
      serial: applied.serial,
      reason: "restored",
      begun: await begunOf(whole, adapters),
    },
    adapters,
  );
  const { byAddress } = await readApplied(store);
  const restored = selected.flatMap((each): readonly SelectedRestore[] => {
    const resource = byAddress.get(each.resource.address);
    return resource === undefined ? [] : [{ ...each, resource }];
  });
  return { restored, left };
}

/** The addresses of what one deletion took away; of all where none is named. A service stands for its experiments. */
function deletedWith(address: Address | undefined, deleted: readonly DeletedResource[]): readonly Address[] {
  const last = deleted.find(({ resource }) => resource.address === address);
  const found = deleted.filter(({ serial }) => address === undefined || serial === last?.serial);
  const addresses = new Set(found.map(({ resource }) => resource.address));
  for (const { resource } of found)
    if (resource.kind === "experiment" && resource.spec.service !== undefined)
      if (addresses.has(resource.spec.service)) addresses.delete(resource.address);
  return [...addresses].filter((each) => each !== address);
}

/** Failure: 8047 it was collected since. */
async function checkSource(
  { address, observed: { source } }: AppliedResource,
  { artifacts }: Adapters,
): Promise<void> {
  if (source === undefined) return;
  try {
    await artifacts.readManifest(source.manifest);
  } catch (error) {
    throw error instanceof MlxError ? noFileOf(address, error) : error;
  }
}

/** An upload whose files are kept is a folder again. */
async function bringSource(
  { address, kind, spec, observed }: AppliedResource,
  root: string,
  { artifacts }: Adapters,
): Promise<void> {
  const { source } = observed;
  if (source === undefined) return;
  try {
    const folder = kind === "recipe" ? folderOf(spec) : undefined;
    if (folder !== undefined && uploadOf(folder) !== undefined)
      await artifacts.deliver(source.manifest, join(root, folder));
  } catch (error) {
    throw error instanceof MlxError ? noFileOf(address, error) : error;
  }
}

function folderOf({ origin }: AppliedResource<"recipe">["spec"]): string | undefined {
  return "source" in origin ? origin.source : "build" in origin ? origin.build.context : undefined;
}

/** The experiments among them that have runs. */
async function begunOf(
  whole: readonly AppliedResource[],
  { store }: Adapters,
): Promise<ReadonlySet<Address>> {
  const begun = new Set<Address>();
  for (const { kind, address } of whole) {
    if (kind !== "experiment") continue;
    const { total } = await store.runs.page(
      { experiment: address },
      { limit: 1, offset: 0, order: "created" },
    );
    if (total > 0) begun.add(address);
  }
  return begun;
}

/** As it was: nothing of it is looked at anew. */
function toPrepared(resource: AppliedResource): PreparedResource {
  const at = { file: "", line: 1, column: 1 };
  return { ...resource, at };
}
