import { containerLabels } from "../../docker/lifecycle/container-name.ts";

/** Containers of replicas have no label of a run: what looks after runs never sees them. */
export const replicaLabels = {
  installation: containerLabels.installation,
  /** `serve`. */
  role: "mlx.role",
  service: "mlx.service",
  replica: "mlx.replica",
} as const;

export const serveRole = "serve";
