import {
  type Address,
  type AppliedHead,
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
  readonly moved: readonly Move[];
  readonly models: ModelStore;
}

/** What the model of each service is now. Nothing is asked where nothing would change. */
export async function findServing(
  prepared: readonly PreparedResource[],
  { heads, moved, models }: Surroundings,
): Promise<Pick<PlanInput, "serving">> {
  const services = prepared.filter((resource) => resource.kind === "service");
  const applied = new Map(heads.map(({ address, digest }) => [address, digest]));
  const same = prepared.every(({ address, digest }) => applied.get(address) === digest);
  if (services.length === 0 || (same && prepared.length === heads.length)) return {};
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
