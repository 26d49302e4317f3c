import { createFakeClock } from "@mlx/core/testing";
import { createArtifactStore } from "../src/artifacts/artifact-store.ts";
import { createHashCache } from "../src/files/hash-cache.ts";
import { artifactStoreConformance } from "../src/testing.ts";

artifactStoreConformance({
  name: "local folder",
  open: (folder) => {
    const clock = createFakeClock(Date.now());
    return createArtifactStore({
      folder,
      clock,
      hashCache: createHashCache({ file: `${folder}.hashes.json`, clock }),
    });
  },
});

// Ahead of the files' times, so that every digest is remembered and the cache takes part.
artifactStoreConformance({
  name: "local folder, warm hash cache",
  open: (folder) => {
    const clock = createFakeClock(Date.now() + 60_000);
    return createArtifactStore({
      folder,
      clock,
      hashCache: createHashCache({ file: `${folder}.hashes.json`, clock }),
    });
  },
});
