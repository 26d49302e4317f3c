import { type Address, formatAddress, type Kind, type Result, type Store, toResult } from "@mlx/core";
import { readApplied } from "../../applied/read-applied.ts";
import type { Adapters } from "../../open-adapters.ts";
import type { Project } from "../../project.ts";
import { slugOf } from "../../slug.ts";

const sections = ["training", "scoring"];

/** Names that were given away and may not have been written yet, until when. */
const givenAway = new WeakMap<Store, Map<Address, number>>();
const milliseconds = 30_000;

/**
 * A name of the language that is near to `wanted`, which may be any text, and that no resource of the kind has, or
 * ever had: a run is found by the address of its experiment. It is given to nobody else for half a minute.
 */
export function freeName(project: Project, kind: Kind, wanted: string): Promise<Result<string>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const base = slugOf(wanted);
    let name = base;
    while (!(await isFree(kind, name, adapters))) name = `${base}-${adapters.ids.uuid().slice(0, 6)}`;
    return name;
  });
}

/** Whether nothing is or was at any of the addresses that it would take; they are then given away. */
async function isFree(kind: Kind, name: string, { store, clock }: Adapters): Promise<boolean> {
  const taken = givenAway.get(store) ?? new Map<Address, number>();
  givenAway.set(store, taken);
  const now = clock.now();
  for (const [address, until] of taken) if (until < now) taken.delete(address);
  const addresses = addressesOf(kind, name);
  const ofService = kind === "experiment" ? serviceOf(name) : undefined;
  const others = ofService === undefined ? [] : [ofService];
  const looked = [...addresses, ...others];
  if (looked.some((address) => taken.has(address))) return false;
  // Before anybody else can ask for the same; what turns out to be taken may well stay so.
  for (const address of addresses) taken.set(address, now + milliseconds);
  const { byAddress } = await readApplied(store);
  if (looked.some((address) => byAddress.has(address))) return false;
  for (const address of addresses) if (await store.resources.isKnown(address)) return false;
  return true;
}

/** A service takes the names of its experiments too. */
function addressesOf(kind: Kind, name: string): readonly Address[] {
  const own = formatAddress({ kind, name });
  if (kind !== "service") return [own];
  return [
    own,
    ...sections.map((section) => formatAddress({ kind: "experiment", name: `${name}-${section}` })),
  ];
}

/** The service whose experiment would have that name. */
function serviceOf(name: string): Address | undefined {
  const section = sections.find((one) => name.endsWith(`-${one}`));
  if (section === undefined) return undefined;
  return formatAddress({ kind: "service", name: name.slice(0, -section.length - 1) });
}
