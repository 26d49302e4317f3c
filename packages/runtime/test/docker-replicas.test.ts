import { describe } from "vitest";
import { replicaHostConformance } from "../src/testing.ts";
import { testImage, withoutDocker } from "./docker-harness.ts";
import { createReplicaHarness } from "./replica-harness.ts";

describe.skipIf(withoutDocker !== undefined)("Docker", () => {
  replicaHostConformance("docker", () =>
    createReplicaHarness("docker", {
      container: { profile: "strict", pull: "never", baseImage: testImage },
    }),
  );
});
