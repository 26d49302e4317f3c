import { imageNotBuilt } from "../../../errors.ts";
import type { DockerSettings } from "../../docker-settings.ts";
import type { Engine } from "../../engine/connect-engine.ts";
import type { ProcessEnv } from "../../engine/docker-config.ts";

export type Builder = "buildkit" | "classic";

/**
 * BuildKit where the engine has it, unless `DOCKER_BUILDKIT=0` asks for the classic builder or the
 * network is one that only that one can use. Fails: 4035 where a bundle of authorities needs BuildKit.
 */
export async function chooseBuilder(
  engine: Engine,
  processEnv: ProcessEnv,
  { caBundle, network = "default" }: DockerSettings["build"],
): Promise<Builder> {
  const why = await whyClassic(engine, processEnv, network);
  if (why === undefined) return "buildkit";
  if (caBundle !== undefined) {
    throw imageNotBuilt(
      "the certificate authorities of `docker.build.caBundle` cannot be given to this build",
      `That needs BuildKit, the builder of Docker Engine 20.10 and later, and ${why}. Nothing was built.`,
      [
        "remove what stands in BuildKit's way",
        "or put the authorities into the base image, without `caBundle`",
      ],
    );
  }
  return "classic";
}

async function whyClassic(
  engine: Engine,
  processEnv: ProcessEnv,
  network: string,
): Promise<string | undefined> {
  if (processEnv.DOCKER_BUILDKIT === "0") return "`DOCKER_BUILDKIT=0` turns it off";
  if (!["default", "bridge", "host", "none"].includes(network)) {
    return `it cannot use the network ${network} of \`docker.build.network\``;
  }
  const { ApiVersion, Components = [] } = await engine.call((docker) => docker.version());
  if (Components.some(({ Name }) => Name.startsWith("Podman"))) return "Podman does not have it";
  const [, minor = "0"] = /^1\.(\d+)/.exec(ApiVersion) ?? [];
  return Number(minor) >= 41 ? undefined : `this engine's API is ${ApiVersion}`;
}
