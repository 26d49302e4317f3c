import { executorConformance } from "../src/testing.ts";
import { createProcessHarness } from "./process-harness.ts";

const mebibyte = 1024 * 1024;

executorConformance("process", createProcessHarness, {
  floodBytes: Number(process.env.MLX_TEST_FLOOD_MIB ?? 300) * mebibyte,
});
