import { isAddress, type Schedule, type Store } from "@mlx/core";
import { similarAddresses } from "../resources/similar-addresses.ts";
import { noSchedule } from "./errors.ts";

/** The schedule of an applied experiment, by its address or its bare name. Failure: 3040. */
export async function findSchedule(
  text: string,
  { store }: { readonly store: Pick<Store, "schedules" | "resources"> },
): Promise<Schedule> {
  const address = text.includes("/") ? text : `experiment/${text}`;
  if (isAddress(address, "experiment")) {
    const schedule = await store.schedules.get(address);
    if (schedule !== undefined) return schedule;
    if ((await store.resources.get(address)) !== undefined) throw noSchedule(text, "applied", []);
  }
  const known = (await store.schedules.list()).map(({ experiment }) => experiment);
  throw noSchedule(text, "unknown", similarAddresses(text, known));
}

/** The schedules of experiments, or of all. Failure: 3040. */
export async function findSchedules(
  texts: readonly string[] | undefined,
  deps: { readonly store: Pick<Store, "schedules" | "resources"> },
): Promise<readonly Schedule[]> {
  if (texts === undefined || texts.length === 0) return deps.store.schedules.list();
  const found: Schedule[] = [];
  for (const text of texts) found.push(await findSchedule(text, deps));
  return found;
}
