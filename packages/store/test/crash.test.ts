import { setTimeout as sleep } from "node:timers/promises";
import type { Insight, RunFilter } from "@mlx/core";
import { createFakeIds } from "@mlx/core/testing";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { at, experiment, instanceResource, uuid } from "../src/testing/samples.ts";
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

  it("leaves whole batches of what a server writes, and all that it said it wrote", async () => {
    const url = folder.path("mlx.db");
    let tellers = 0;
    for (let round = 0; round < 6; round += 1) {
      const child = runChild("serve-for-ever", [url, "20"]);
      await child.wrote(1 + (round % 2));
      await sleep(Math.random() * 100);
      child.process.kill("SIGKILL");
      expect((await child.ended()).errors).toBe("");
      const told = child.lines().slice(1).map(Number).at(-1);
      const store = await openStore({ url, namespace: "test", ids: createFakeIds() });
      const { serial } = await store.resources.heads();
      const live = await store.resources.unmanaged();
      expect(live.map(({ revision, wire }) => [revision, wire?.body])).toEqual(
        Array.from({ length: serial === 0 ? 0 : 20 }, () => [serial, { round: serial }]),
      );
      const page = { limit: 1, offset: 0, order: "created" } as const;
      const countRuns = async (filter: RunFilter) => (await store.runs.page(filter, page)).total;
      const countInsights = async (context: Insight["context"]) =>
        (await store.insights.list({ context }, page)).total;
      const logged = await store.audit.list({ limit: 1_000_000 });
      const [runs, insights] = [await countRuns({ experiment: experiment("x") }), await countInsights({})];
      for (const count of [runs, insights, logged.length]) expect(count % 20).toBe(0);
      expect(await countInsights({ engineId: "e" })).toBe(insights);
      if (told !== undefined) {
        tellers += 1;
        expect([told, told + 1]).toContain(serial);
        expect([
          await countRuns({ experiment: experiment("x"), since: at(told), until: at(told + 1) }),
          await countInsights({ experimentRunId: uuid(told) }),
          logged.filter((entry) => entry.at === at(told)).length,
        ]).toEqual([20, 20, 20]);
      }
      await store.close();
    }
    // Every other one told of a round, before it was killed.
    expect(tellers).toBeGreaterThanOrEqual(3);
  });

  it("is told when the file cannot grow, and nothing is lost", async () => {
    const url = folder.path("mlx.db");
    const child = runChild("commit-for-ever", [url, String(count)], "ulimit -f 8000");
    expect(await child.ended()).toEqual({ code: 0, errors: "" });
    expect(child.lines().at(-1)).toBe("MLX5004");
    expect(await checkWhole(url)).toBe(Number(child.lines().at(-2)));
  });
});
