import type { PullPolicy } from "../container.ts";
import type { PinnedImage } from "../image.ts";

/**
 * Finds out what an image's name stands for. Failures (`MlxError`): 4030 no engine · 4031 the engine
 * may not be used · 4032 there is no such image · 4033 the registry wants other credentials ·
 * 4034 the registry cannot be reached · 4036 its certificate is not trusted.
 */
export interface ImageResolver {
  /**
   * `missing`: what is here under that name, else what the registry says; `always`: what the
   * registry says, for an image that is in one; `never`: only what is here.
   */
  resolve(reference: string, pull: PullPolicy): Promise<PinnedImage>;
  /** Whether an image may come from there at all; asks nobody. Fails: 4038. */
  check(reference: string): void;
}

/** The digests that images are pinned to, in a file that is versioned with the configuration (`mlx.lock`). */
export interface ImageLock {
  read(): Promise<ReadonlyMap<string, PinnedImage>>;
  /** Replaces the whole; nothing is written where nothing differs. */
  write(images: Iterable<PinnedImage>): Promise<void>;
}

/** What this machine, or the engine's, can give to a task. */
export interface Machine {
  readonly cpus: number;
  readonly memoryInMB: number;
}
