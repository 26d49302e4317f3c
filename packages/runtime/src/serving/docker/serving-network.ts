import type { Engine } from "../../docker/engine/connect-engine.ts";
import { statusOf } from "../../docker/engine/engine-error.ts";
import { replicaLabels, serveRole } from "./replica-labels.ts";

/**
 * The network of replicas that are to have none: nothing leads out of it or from one container to
 * another, and this machine reaches the containers by their addresses. With `none` nobody could ask them anything. Repeatable; returns its name.
 */
export async function ensureServingNetwork(engine: Engine, installation: string): Promise<string> {
  const name = `mlx-serve-${installation.slice(0, 8)}`;
  try {
    await engine.call((docker) => docker.getNetwork(name).inspect());
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    await engine
      .call((docker) =>
        docker.createNetwork({
          Name: name,
          Driver: "bridge",
          Internal: true,
          Options: { "com.docker.network.bridge.enable_icc": "false" },
          CheckDuplicate: true,
          Labels: { [replicaLabels.installation]: installation, [replicaLabels.role]: serveRole },
        }),
      )
      .catch((failure: unknown) => {
        // Another replica made it in between.
        if (statusOf(failure) !== 409) throw failure;
      });
  }
  return name;
}
