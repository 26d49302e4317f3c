import type { Address, RunFilter, Store } from "@mlx/core";
import { similarAddresses } from "../../resources/similar-addresses.ts";
import { nothingOf } from "../errors.ts";

/**
 * That experiment and instance of a filter are applied, or were and have runs still: a name with a slip of
 * the hand selects nothing, which would look as if there were nothing to do. Failure: 3011.
 */
export async function checkRunFilter(
  { experiment, instance }: Pick<RunFilter, "experiment" | "instance">,
  { store }: { readonly store: Pick<Store, "runs" | "resources"> },
): Promise<void> {
  if (experiment !== undefined) await checkOwner(experiment, { experiment }, store);
  if (instance !== undefined) await checkOwner(instance, { instance }, store);
}

async function checkOwner(
  address: Address<"experiment" | "instance">,
  filter: RunFilter,
  { runs, resources }: Pick<Store, "runs" | "resources">,
): Promise<void> {
  if ((await resources.get(address)) !== undefined) return;
  if ((await runs.list(filter, { limit: 1 })).length > 0) return;
  const { heads } = await resources.heads();
  const kind = address.slice(0, address.indexOf("/"));
  const same = heads.filter((head) => head.kind === kind).map((head) => head.address);
  throw nothingOf(address, similarAddresses(address, same));
}
