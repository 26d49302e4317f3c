import type { ArtifactStore, EnvironmentLock, ImageResolver, TaskSubmission } from "@mlx/core";
import type { DockerSettings } from "../docker-settings.ts";
import type { Engine } from "../engine/connect-engine.ts";
import type { ProcessEnv } from "../engine/docker-config.ts";
import { builtImage } from "./built-image.ts";
import { checkRegistry } from "./check-registry.ts";
import { ensurePinned, readyPinned } from "./ensure-pinned.ts";
import { parseImageReference } from "./image-reference.ts";
import type { MakingOptions } from "./making-options.ts";
import { resolveImage } from "./resolve-image.ts";
import { sourceImage } from "./source-image.ts";
import { createTurns } from "./take-turns.ts";

/** An image that is on the engine, and what it says of itself. */
export interface ReadyImage {
  readonly id: string;
  /** What a container is created from: a name that stands for this image alone. */
  readonly name: string;
  readonly config: ImageConfig;
  readonly lock: EnvironmentLock;
}

export interface ImageConfig {
  /** Empty: root. */
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** Empty: `/`. */
  readonly workingFolder: string;
  readonly volumes: readonly string[];
  /** `NAME=value`. */
  readonly variables: readonly string[];
  /** E.g. `8080/tcp`. */
  readonly exposedPorts: readonly string[];
  /** E.g. `amd64`. */
  readonly architecture: string;
}

export interface Images extends ImageResolver {
  /**
   * The image of a task: there already, pulled, or built. Progress comes a line at a time.
   * Fails: 4003, 4030 to 4036, 4038; rejects with the signal's reason.
   */
  ensure(
    task: TaskSubmission,
    options: { readonly signal: AbortSignal; readonly onProgress: (line: string) => void },
  ): Promise<ReadyImage>;
}

export interface ImagesOptions {
  readonly engine: Engine;
  readonly artifacts: ArtifactStore;
  readonly processEnv: ProcessEnv;
  readonly home: string;
  readonly settings: DockerSettings;
}

const defaultBaseImage = "python:3.12-slim";

/** Nothing is asked of the engine before the first call. */
export function createImages(options: ImagesOptions): Images {
  const turns = createTurns();
  return {
    resolve: (reference, pull) => resolveImage(reference, pull, options),
    check: (reference) =>
      checkRegistry(parseImageReference(reference), reference, options.settings.registries),
    async ensure(task, { signal, onProgress }) {
      const making: MakingOptions = { ...options, turns, signal, onProgress };
      const { origin, container } = task;
      if ("build" in origin) return builtImage(task, origin.build, making);
      if ("image" in origin) return readyPinned(await ensurePinned(task, origin.image, making));
      const base = container?.baseImage ?? options.settings.baseImage ?? defaultBaseImage;
      return sourceImage(task, await ensurePinned(task, base, making), making);
    },
  };
}
