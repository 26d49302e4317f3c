import type { Plan, PlanBefore, PreparedResource } from "@mlx/core";
import { addressesToCompare } from "../changes/addresses-to-compare.ts";
import { makePlan, type PlanInput } from "../make-plan.ts";
import { type Outside, toHeads } from "./build-resources.ts";

type PlanRest = Omit<PlanInput, "heads" | "prepared" | "before" | "unmanaged">;

/** The plan from one set of resources to another. Loads in full only what the planner asks for. */
export function planBetween(
  applied: readonly PreparedResource[],
  prepared: readonly PreparedResource[],
  { unmanaged = [], drifted = [], ...rest }: Partial<PlanRest> & Outside = {},
): Plan {
  const heads = toHeads(applied, { unmanaged, drifted });
  const { moved = [] } = rest;
  const wanted = new Set(addressesToCompare({ prepared, heads, moved }));
  return makePlan({
    project: "retail",
    installation: "11111111-0000-4000-8000-000000000000",
    serial: 7,
    configDigest: "sha256:config",
    createdAt: "2026-01-01T00:00:00.000Z",
    manifests: new Map(),
    models: [],
    runsUnderWay: [],
    allowMassDelete: true,
    ...rest,
    moved,
    prepared,
    heads,
    unmanaged: applied.filter(({ address }) => unmanaged.includes(address)),
    before: new Map(
      applied
        .filter(({ address }) => wanted.has(address))
        .map((resource) => [resource.address, resource satisfies PlanBefore]),
    ),
  });
}
