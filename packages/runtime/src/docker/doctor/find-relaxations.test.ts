import type { ContainerSpec } from "@mlx/core";
import { expect, test } from "vitest";
import { findRelaxations } from "./find-relaxations.ts";

const ended = (exitCode: number, modelFiles = exitCode === 0 ? 1 : 0) => ({
  exitCode,
  output: "",
  modelFiles,
});
const training = { leavesModel: true };

test("keeps what the program cannot do without, and nothing else", async () => {
  const tried: ContainerSpec[] = [];
  const { needed } = await findRelaxations(async (container) => {
    tried.push(container);
    const { profile, readOnlyRoot, user } = container;
    return ended(profile === "trusted" || (readOnlyRoot === false && user === "image") ? 0 : 1);
  }, training);
  expect(needed).toEqual({ readOnlyRoot: false, user: "image" });
  expect(tried.slice(0, 2)).toEqual([
    { profile: "strict", pull: "never" },
    { profile: "trusted", pull: "never" },
  ]);
});

test.each([
  { leavesModel: true, modelFiles: 1 },
  { leavesModel: false, modelFiles: 0 },
])("tries nothing else where strict is enough: %j", async ({ leavesModel, modelFiles }) => {
  const tried: ContainerSpec[] = [];
  const found = await findRelaxations(
    async (container) => {
      tried.push(container);
      return ended(0, modelFiles);
    },
    { leavesModel },
  );
  expect([found, tried]).toEqual([
    { strict: ended(0, modelFiles), needed: {} },
    [{ profile: "strict", pull: "never" }],
  ]);
});

test("a training that succeeds without a model is no success yet", async () => {
  const { needed } = await findRelaxations(
    async ({ profile, user }) => ended(0, profile === "trusted" || user === "image" ? 1 : 0),
    training,
  );
  expect(needed).toEqual({ user: "image" });
});

test("asks no further where the program fails when trusted too, and can say nothing then", async () => {
  const tried: ContainerSpec[] = [];
  const { needed } = await findRelaxations(async (container) => {
    tried.push(container);
    return ended(255);
  }, training);
  expect([needed, tried.length]).toEqual([undefined, 2]);
});

test("says so where nothing of it helps", async () => {
  const { needed } = await findRelaxations(
    async ({ profile }) => ended(profile === "trusted" ? 0 : 1),
    training,
  );
  expect(needed).toBeUndefined();
});
