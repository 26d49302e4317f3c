import { describe } from "vitest";
import { executorConformance } from "../src/testing.ts";
import { createDockerHarness, withoutDocker } from "./docker-harness.ts";

const mebibyte = 1024 * 1024;

describe.skipIf(withoutDocker !== undefined)("Docker", () => {
  executorConformance("docker", createDockerHarness, {
    floodBytes: Number(process.env.MLX_TEST_FLOOD_MIB ?? 300) * mebibyte,
  });
});
