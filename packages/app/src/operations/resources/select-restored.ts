import { type Address, type AppliedResource, type DeletedResource, MlxError } from "@mlx/core";
import { referencesOf } from "@mlx/plan";
import type { Applied } from "../../applied/read-applied.ts";
import { nothingToRestore } from "./errors.ts";

/** A resource that comes back. */
export interface SelectedRestore {
  readonly resource: AppliedResource;
  /** Which of the others needs it, where it was not asked for itself. */
  readonly neededBy?: Address;
}

export interface LeftDeleted {
  readonly address: Address;
  readonly failure: MlxError;
}

interface Surroundings {
  /** Newest first. */
  readonly deleted: readonly DeletedResource[];
  readonly byAddress: Applied["byAddress"];
  /** Throws where a resource cannot be what it was. */
  readonly check: (resource: AppliedResource) => Promise<void>;
}

/**
 * What was deleted at the addresses, and all that it needs and was deleted too, which stands before it. A service
 * comes with the experiments that it made, and one of these with the service. Those that cannot come back are left.
 */
export async function selectRestored(
  wanted: readonly Address[],
  surroundings: Surroundings,
): Promise<{ readonly selected: readonly SelectedRestore[]; readonly left: readonly LeftDeleted[] }> {
  let selected: ReadonlyMap<Address, SelectedRestore> = new Map();
  const left: LeftDeleted[] = [];
  for (const address of wanted) {
    try {
      selected = await withNeeded(address, selected, surroundings);
    } catch (failure) {
      if (!(failure instanceof MlxError)) throw failure;
      left.push({ address, failure });
    }
  }
  const asked = new Set(wanted);
  return { selected: [...selected.values()].map((each) => withoutNeed(each, asked)), left };
}

/** Failure: 8047. */
async function withNeeded(
  wanted: Address,
  before: ReadonlyMap<Address, SelectedRestore>,
  { deleted, byAddress, check }: Surroundings,
): Promise<ReadonlyMap<Address, SelectedRestore>> {
  const selected = new Map(before);
  const underWay = new Set<Address>();
  await select(wanted);
  return selected;

  async function select(address: Address, user?: AppliedResource): Promise<void> {
    if (selected.has(address) || underWay.has(address)) return;
    const isOwn = user !== undefined && ownOf(user).includes(address);
    if (byAddress.has(address)) throw nothingToRestore(wanted, whyThere(address));
    const found = deleted.find(
      ({ resource }) => resource.address === address && (!isOwn || serviceOf(resource) === user.address),
    )?.resource;
    if (found === undefined) throw nothingToRestore(wanted, missing(address, user));
    const service = serviceOf(found);
    if (!isOwn && service !== undefined && isDeleted(service)) return select(service, user ?? found);
    underWay.add(address);
    const own = ownOf(found);
    for (const to of referencesOf(found)) if (own.includes(to) || !byAddress.has(to)) await select(to, found);
    await check(found);
    selected.set(address, { resource: found, ...(user === undefined ? {} : { neededBy: user.address }) });
  }

  function whyThere(address: Address): string {
    if (address !== wanted) return `${address} is another's now`;
    const wasDeleted = deleted.some(({ resource }) => resource.address === address);
    return wasDeleted ? "another has its name now" : "it is there";
  }

  function isDeleted(address: Address): boolean {
    return !byAddress.has(address) && deleted.some(({ resource }) => resource.address === address);
  }
}

function missing(address: Address, user: AppliedResource | undefined): string {
  return user === undefined
    ? "nothing was deleted there through the API, or it is too long ago"
    : `${user.address} refers to ${address}, which is not there`;
}

/** The experiments that a service made. */
function ownOf(resource: AppliedResource): readonly Address[] {
  if (resource.kind !== "service") return [];
  return [resource.spec.training, resource.spec.scoring].filter((experiment) => experiment !== undefined);
}

function serviceOf(resource: AppliedResource): Address<"service"> | undefined {
  return resource.kind === "experiment" ? resource.spec.service : undefined;
}

function withoutNeed({ resource, ...rest }: SelectedRestore, asked: ReadonlySet<Address>): SelectedRestore {
  return asked.has(resource.address) ? { resource } : { resource, ...rest };
}
