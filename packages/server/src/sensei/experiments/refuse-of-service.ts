import type { AppliedResource } from "@mlx/core";
import { inUse } from "../errors.ts";

type Experiment = AppliedResource<"experiment">;

/** What a service made follows from the service. Failure: 8548. */
export function refuseOfService({ id, spec: { service } }: Experiment, what: "changed" | "deleted"): void {
  if (service === undefined) return;
  throw inUse(
    "experiment",
    id,
    what,
    `the ${service} made it`,
    `PUT or DELETE the mlService instead: its schedules and datasets are those of its experiments.`,
  );
}

/** Failure: 8548. */
export function refuseTraining({ id }: Experiment, services: readonly AppliedResource<"service">[]): void {
  const [service] = services;
  if (service === undefined) return;
  throw inUse(
    "experiment",
    id,
    "deleted",
    `the ${service.address} trains with it`,
    "Delete the mlService first.",
  );
}
