import { expect, it } from "vitest";
import { replicaHostConformance } from "../src/testing.ts";
import { testImage, withoutDocker } from "./docker-harness.ts";
import { createReplicaHarness } from "./replica-harness.ts";

if (withoutDocker === undefined)
  replicaHostConformance("docker", () =>
    createReplicaHarness("docker", {
      container: { profile: "strict", pull: "never", baseImage: testImage },
    }),
  );
else it.skip(`replica host conformance: docker (${withoutDocker})`, () => expect(true).toBe(true));
