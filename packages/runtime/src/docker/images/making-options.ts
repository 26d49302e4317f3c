import type { BuildOptions } from "./build/build-image.ts";
import type { ImagesOptions } from "./create-images.ts";
import type { createTurns } from "./take-turns.ts";

/** What it takes to make an image ready for a task. */
export interface MakingOptions extends ImagesOptions, Pick<BuildOptions, "signal" | "onProgress"> {
  /** By the key of a build: tasks of the same image do not build it beside each other. */
  readonly turns: ReturnType<typeof createTurns>;
}
