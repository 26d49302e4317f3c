import {
  type Address,
  type AppliedHead,
  type AppliedResource,
  formatModelVersion,
  isAddress,
  type Kind,
  type ModelSelector,
  type ModelStore,
  type Move,
  nameOf,
  type PreparedResource,
} from "@mlx/core";
import { resolveSelector } from "@mlx/models";
import type { PlanInput } from "@mlx/plan";

interface Surroundings {
  readonly heads: readonly AppliedHead[];
  /** Services among them go on as they do, and may be touched by the plan all the same. */
  readonly unmanaged: readonly AppliedResource[];
  readonly moved: readonly Move[];
  readonly models: ModelStore;
}

/** What the model of each service is now. Nothing is asked where nothing would change. */
export async function findServing(
  prepared: readonly PreparedResource[],
  { heads, unmanaged, moved, models }: Surroundings,
): Promise<Pick<PlanInput, "serving">> {
  const declared = new Set(prepared.map(({ address }) => address));
  const services = [...prepared, ...unmanaged.filter(({ address }) => !declared.has(address))].filter(
    (resource) => resource.kind === "service",
  );
  if (services.length === 0 || isSame(prepared, heads)) return {};
  const applied = new Map(heads.map(({ address }) => [address, true]));
  const before = createAddressBefore(applied, moved);
  const serving = new Map<Address<"service">, string>();
  for (const { address, spec } of services) {
    const version = await resolveSelector(
      models,
      nameOf(before(spec.instance)),
      selectorBefore(spec.model, before),
    );
    if (version !== undefined)
      serving.set(address, formatModelVersion({ ...version, model: nameOf(spec.instance) }));
  }
  return { serving };
}

function isSame(prepared: readonly PreparedResource[], heads: readonly AppliedHead[]): boolean {
  const managed = heads.filter((head) => !head.unmanaged);
  const applied = new Map(managed.map((head) => [head.address, head]));
  return (
    prepared.length === managed.length &&
    prepared.every(({ address, digest }) => {
      const head = applied.get(address);
      return head !== undefined && !head.drifted && head.digest === digest;
    })
  );
}

type AddressBefore = <K extends Kind>(address: Address<K>) => Address<K>;

/** Under which address the store knows now what a plan moves. */
function createAddressBefore(applied: ReadonlyMap<Address, unknown>, moved: readonly Move[]): AddressBefore {
  const from = new Map(moved.filter((move) => applied.has(move.from)).map((move) => [move.to, move.from]));
  return (address) => {
    const old = applied.has(address) ? undefined : from.get(address);
    return old !== undefined && isSameKind(old, address) ? old : address;
  };
}

function isSameKind<K extends Kind>(old: Address, address: Address<K>): old is Address<K> & Address {
  const kind = address.slice(0, address.indexOf("/"));
  return isAddress(old) && old.startsWith(`${kind}/`);
}

function selectorBefore(selector: ModelSelector, before: AddressBefore): ModelSelector {
  if (selector.type !== "latest" || selector.experiment === undefined) return selector;
  return { ...selector, experiment: before(selector.experiment) };
}
