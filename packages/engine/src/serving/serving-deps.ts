import type { ReplicaHosts, ServiceGateway } from "@mlx/core";
import type { RunDeps } from "../runs/run-deps.ts";

/** By what a daemon serves; a daemon without it serves nothing. */
export interface ServingPorts {
  readonly hosts: ReplicaHosts;
  readonly gateway: ServiceGateway;
}

export interface ServingDeps
  extends Pick<RunDeps, "store" | "clock" | "ids" | "secrets" | "emit" | "worker">,
    ServingPorts {}
