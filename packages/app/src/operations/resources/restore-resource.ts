import { join } from "node:path";
import type { Address, AppliedResource, DeletedResource, PreparedResource, Result } from "@mlx/core";
import { MlxError, toResult } from "@mlx/core";
import { writeDeclared } from "@mlx/engine";
import { referencesOf } from "@mlx/plan";
import { type Applied, readApplied } from "../../applied/read-applied.ts";
import { writeInTurn } from "../../applied/write-in-turn.ts";
import type { Adapters } from "../../open-adapters.ts";
import type { Project } from "../../project.ts";
import { uploadOf } from "../../uploads/upload-of.ts";
import { noFileOf, nothingToRestore } from "./errors.ts";

/**
 * Brings back what was deleted through the API, with the id that it had; with a service the experiments that it made.
 * Failure: 8047 there is nothing, or not all that it needs.
 */
export function restoreResource(project: Project, address: Address): Promise<Result<AppliedResource>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    return writeInTurn(adapters.store, () => restore(address, project.root, adapters));
  });
}

async function restore(address: Address, root: string, adapters: Adapters): Promise<AppliedResource> {
  const { store } = adapters;
  const applied = await readApplied(store);
  if (applied.byAddress.has(address)) throw nothingToRestore(address, "it is there");
  const deleted = await store.resources.deleted({});
  const last = deleted.find(({ resource }) => resource.address === address);
  if (last === undefined)
    throw nothingToRestore(address, "nothing was deleted there through the API, or it is too long ago");
  const whole = [last, ...experimentsOf(last, deleted, applied)].map(({ resource }) => resource);
  checkReferences(address, whole, applied);
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
    if (experiment === undefined) return [];
    if (byAddress.has(experiment)) throw nothingToRestore(service.address, `${experiment} is another's now`);
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

/** What was collected since cannot come back; an upload whose files are kept for a run still is a folder again. */
async function bringSource(
  { address, kind, spec, observed }: AppliedResource,
  root: string,
  { artifacts }: Adapters,
): Promise<void> {
  const { source } = observed;
  if (source === undefined) return;
  try {
    await artifacts.readManifest(source.manifest);
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
