import type { ArtifactStore } from "@mlx/core";

export interface ArtifactStoreHarness {
  readonly name: string;
  /** A store over `folder`, which is empty or was used by a store before. */
  readonly open: (folder: string) => ArtifactStore;
}
