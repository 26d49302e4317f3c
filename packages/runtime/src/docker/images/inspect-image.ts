import type Docker from "dockerode";
import type { Engine } from "../engine/connect-engine.ts";
import { statusOf } from "../engine/engine-error.ts";
import type { ImageConfig } from "./create-images.ts";

/** What the engine says of an image that it has. */
export interface FoundImage {
  readonly id: string;
  /** `repository@digest`, as people write the repository. */
  readonly repoDigests: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly config: ImageConfig;
}

/** `undefined` where the engine has no such image. */
export async function inspectImage(engine: Engine, name: string): Promise<FoundImage | undefined> {
  try {
    return readInspection(await engine.call((docker) => docker.getImage(name).inspect()));
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** The client's type says of much that it is always there; engines leave it out or say `null`. */
type Inspection = Pick<Docker.ImageInspectInfo, "Id" | "Architecture"> & {
  readonly RepoDigests?: readonly string[] | null;
  readonly Config?:
    | { [K in keyof Docker.ImageInspectInfo["Config"]]?: Docker.ImageInspectInfo["Config"][K] | null }
    | null;
};

function readInspection({ Id, Architecture, RepoDigests, Config }: Inspection): FoundImage {
  return {
    id: Id,
    repoDigests: RepoDigests ?? [],
    labels: Config?.Labels ?? {},
    config: {
      user: Config?.User ?? "",
      entrypoint: [Config?.Entrypoint ?? []].flat(),
      command: Config?.Cmd ?? [],
      workingFolder: Config?.WorkingDir ?? "",
      volumes: Object.keys(Config?.Volumes ?? {}).sort(),
      variables: Config?.Env ?? [],
      exposedPorts: Object.keys(Config?.ExposedPorts ?? {}).sort(),
      architecture: Architecture,
    },
  };
}
