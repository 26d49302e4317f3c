import { setTimeout as sleep } from "node:timers/promises";
import { createFakeIds } from "@mlx/core/testing";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { experiment, instanceResource } from "../src/testing/samples.ts";
import { runChild } from "./run-child.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("a process that dies", () => {
  const folder = temporaryFolder();
  const count = 500;

  /** Serial after checking that every row is of the apply with that serial. */
  async function checkWhole(url: string): Promise<number> {
    const store = await openStore({ url, namespace: "test", ids: createFakeIds() });
    const { serial, heads } = await store.resources.heads();
    const [newest] = await store.applies.list({ limit: 1 });
    expect(newest?.serial ?? 0).toBe(serial);
    const digests = new Set(heads.map(({ digest }) => digest));
    expect([heads.length, [...digests]]).toEqual(
      serial === 0 ? [0, []] : [count, [instanceResource("r", serial).digest]],
    );
    expect(heads.every(({ revision }) => revision === serial)).toBe(true);
    const announced = (await store.announced.list()).map(({ experiment: of }) => of);
    expect(announced).toEqual(
      Array.from({ length: serial }, (_, index) => experiment(`of-${index + 1}`)).flatMap((of) => [of, of]),
    );
    await store.close();
    return serial;
  }

  it("leaves the old state or the new one, whenever it is killed", async () => {
    const url = folder.path("mlx.db");
    for (let round = 0; round < 20; round += 1) {
      const child = runChild("commit-for-ever", [url, String(count)]);
      // Every other one at least once after its first commit.
      await child.wrote(1 + (round % 2));
      await sleep(Math.random() * 100);
      child.process.kill("SIGKILL");
      const { errors } = await child.ended();
      expect(errors).toBe("");
      const said = Number(child.lines().at(-1));
      const serial = await checkWhole(url);
      // A commit that was told of is there; the one after it may have been made, too.
      expect([said, said + 1]).toContain(serial);
    }
    expect(await checkWhole(url)).toBeGreaterThanOrEqual(10);
  });

  it("is told when the file cannot grow, and nothing is lost", async () => {
    const url = folder.path("mlx.db");
    const child = runChild("commit-for-ever", [url, String(count)], "ulimit -f 8000");
    expect(await child.ended()).toEqual({ code: 0, errors: "" });
    expect(child.lines().at(-1)).toBe("MLX5004");
    expect(await checkWhole(url)).toBe(Number(child.lines().at(-2)));
  });
});
