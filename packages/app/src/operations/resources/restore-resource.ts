import type { Address, AppliedResource, DeletedResource, PreparedResource, Result } from "@mlx/core";
import { MlxError, toResult } from "@mlx/core";
import { writeDeclared } from "@mlx/engine";
import { referencesOf } from "@mlx/plan";
import { type Applied, readApplied } from "../../applied/read-applied.ts";
import { writeInTurn } from "../../applied/write-in-turn.ts";
import { noFileOf, nothingToRestore } from "../../errors.ts";
import type { Adapters } from "../../open-adapters.ts";
import type { Project } from "../../project.ts";

/**
 * Brings back what was deleted through the API, with the id that it had; with a service the experiments that it made.
 * Failure: 8047 there is nothing, or not all that it needs.
 */
export function restoreResource(project: Project, address: Address): Promise<Result<AppliedResource>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    return writeInTurn(adapters.store, () => restore(address, adapters));
  });
}

async function restore(address: Address, adapters: Adapters): Promise<AppliedResource> {
  const { store } = adapters;
  const applied = await readApplied(store);
  if (applied.byAddress.has(address)) throw nothingToRestore(address, "it is there");
  const deleted = await store.resources.deleted({});
  const last = deleted.find(({ resource }) => resource.address === address);
  if (last === undefined)
    throw nothingToRestore(address, "nothing was deleted there through the API, or it is too long ago");
  const whole = [last, ...experimentsOf(last, deleted, applied)].map(({ resource }) => resource);
  checkReferences(address, whole, applied);
  await checkSources(whole, adapters);
  await writeDeclared(
    {
      prepared: whole.map(toPrepared),
      wires: new Map(),
      removed: [],
      before: new Map(),
      serial: applied.serial,
      reason: "restored",
    },
    adapters,
  );
  const restored = await store.resources.get(address);
  if (restored === undefined) throw nothingToRestore(address, "somebody deleted it again");
  return restored;
}

/** A service comes back with the experiments that it made. */
function experimentsOf(
  { resource: service }: DeletedResource,
  deleted: readonly DeletedResource[],
  { byAddress }: Applied,
): readonly DeletedResource[] {
  if (service.kind !== "service") return [];
  const own = [service.spec.training, service.spec.scoring];
  return own.flatMap((experiment) => {
    if (experiment === undefined || byAddress.has(experiment)) return [];
    const found = deleted.find(({ resource }) => resource.address === experiment);
    const isOwn = found?.resource.kind === "experiment" && found.resource.spec.service === service.address;
    return found !== undefined && isOwn ? [found] : [];
  });
}

function checkReferences(address: Address, whole: readonly AppliedResource[], { byAddress }: Applied): void {
  const there = new Set<Address>(whole.map((resource) => resource.address));
  const lacking = whole.flatMap(referencesOf).filter((to) => !there.has(to) && !byAddress.has(to));
  const [first] = lacking;
  if (first !== undefined)
    throw nothingToRestore(address, `it refers to ${[...new Set(lacking)].join(", ")}, which is not there`, [
      `\`mlx restore ${first}\` first`,
    ]);
}

/** What was collected since cannot come back. */
async function checkSources(whole: readonly AppliedResource[], { artifacts }: Adapters): Promise<void> {
  for (const { address, observed } of whole) {
    if (observed.source === undefined) continue;
    try {
      await artifacts.readManifest(observed.source.manifest);
    } catch (error) {
      if (error instanceof MlxError) throw noFileOf(address, error);
      throw error;
    }
  }
}

/** As it was: nothing of it is looked at anew. */
function toPrepared(resource: AppliedResource): PreparedResource {
  const at = { file: "", line: 1, column: 1 };
  return { ...resource, at };
}
