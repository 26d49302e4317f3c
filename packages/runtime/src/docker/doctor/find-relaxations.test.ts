import type { ContainerSpec } from "@mlx/core";
import { expect, test } from "vitest";
import { findRelaxations } from "./find-relaxations.ts";

const ended = (exitCode: number) => ({ exitCode, output: "", modelFiles: exitCode === 0 ? 1 : 0 });

test("keeps what the program cannot do without, and nothing else", async () => {
  const tried: ContainerSpec[] = [];
  const { needed } = await findRelaxations(async (container) => {
    tried.push(container);
    const { profile, readOnlyRoot, user } = container;
    return ended(profile === "trusted" || (readOnlyRoot === false && user === "image") ? 0 : 1);
  });
  expect(needed).toEqual({ readOnlyRoot: false, user: "image" });
  expect(tried.slice(0, 2)).toEqual([
    { profile: "trusted", pull: "never" },
    { profile: "strict", pull: "never" },
  ]);
});

test("asks no further where strict does as well as trusted, in failing too", async () => {
  const tried: ContainerSpec[] = [];
  const { needed } = await findRelaxations(async (container) => {
    tried.push(container);
    return ended(255);
  });
  expect([needed, tried.length]).toEqual([{}, 2]);
});

test("says so where nothing of it helps", async () => {
  const { needed } = await findRelaxations(async ({ profile }) => ended(profile === "trusted" ? 0 : 1));
  expect(needed).toBeUndefined();
});
