import type { Project } from "@mlx/app";
import type { JsonObject } from "@mlx/core";
import { noDockerRegistry, registryPasswordMissing } from "../errors.ts";

/** The registry that mlx.yaml names. Failures: 8550 there is none · 8551 its password is not to be had. */
export async function dockerRegistry(project: Project): Promise<JsonObject> {
  const { settings } = await project.configuration();
  const registry = settings.server.dockerRegistry;
  if (registry === undefined) throw noDockerRegistry();
  const { secrets } = await project.adapters();
  const { host, username } = registry;
  const password = await secrets.resolve(registry.password);
  if (password === undefined) throw registryPasswordMissing();
  return { host, username, password };
}
