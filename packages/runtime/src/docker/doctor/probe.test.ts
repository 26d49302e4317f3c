import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { probeScript, readProbes } from "./probe.ts";

test("a shell understands the script, and each of its answers is understood", () => {
  const { stdout } = spawnSync("/bin/sh", ["-c", probeScript()], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, SM_MODEL_DIR: "/nowhere", HOME: "/nowhere" },
  });
  const found = readProbes(stdout);
  expect(found).toHaveLength(5);
  expect(found[0]).toMatchObject({
    outcome: "warning",
    detail: expect.stringMatching(/^its user may not write the model: .*\/nowhere\/\.mlx/),
    relaxation: { user: "image", capabilities: ["DAC_OVERRIDE"] },
  });
  expect(found.find(({ outcome }) => outcome === "ok")).toBeDefined();
});

test("what is no answer is passed over", () => {
  expect(readProbes("hello\nuser ok\nother ok\nconstructor ok")).toEqual([
    { outcome: "ok", detail: "its user has a name" },
  ]);
});
