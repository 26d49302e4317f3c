import { MlxError } from "@mlx/core";
import { expect, test } from "vitest";
import { batchWrites } from "./batch-writes.ts";

const refused = new MlxError({ code: "MLX5002", summary: "3 is refused", next: [] });

test("what comes together is written together, what comes meanwhile with the next", async () => {
  const batches: (readonly number[])[] = [];
  let proceed = () => {};
  const add = batchWrites(async (items: readonly number[]) => {
    batches.push(items);
    if (batches.length === 1)
      await new Promise<void>((resolve) => {
        proceed = resolve;
      });
    return items.map((item) => item * 10);
  });
  const first = [add(1), add(2)];
  await expect.poll(() => batches.length).toBe(1);
  const second = [add(3), add(4)];
  proceed();
  expect(await Promise.all([...first, ...second])).toEqual([10, 20, 30, 40]);
  expect(batches).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(await add(5)).toBe(50);
});

test("one that is refused fails alone", async () => {
  const written: number[] = [];
  const add = batchWrites(async (items: readonly number[]) => {
    if (items.includes(3)) throw refused;
    written.push(...items);
    return items;
  });
  const settled = await Promise.allSettled([1, 2, 3, 4].map(add));
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(settled[2]).toMatchObject({ reason: refused });
  expect(written).toEqual([1, 2, 4]);
});

test("a write that gives too few fails for those that it left out, and the next are written", async () => {
  const add = batchWrites(async (items: readonly number[]) => items.filter((item) => item !== 2));
  const settled = await Promise.allSettled([1, 2, 3].map(add));
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(settled[2]).toMatchObject({ value: 3 });
  expect(await add(4)).toBe(4);
});

test("where the store is in the way, all are told at once", async () => {
  const busy = new MlxError({ code: "MLX5003", summary: "somebody else writes", next: [] });
  let writes = 0;
  const add = batchWrites(async (_: readonly number[]): Promise<readonly number[]> => {
    writes += 1;
    throw busy;
  });
  const settled = await Promise.allSettled([1, 2, 3].map(add));
  expect(settled.map((one) => one.status === "rejected" && one.reason)).toEqual([busy, busy, busy]);
  expect(writes).toBe(1);
});
