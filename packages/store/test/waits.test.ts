import { DatabaseSync } from "node:sqlite";
import { createFakeIds } from "@mlx/core/testing";
import { expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { commitOf, put } from "../src/testing/samples.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

it("a wait for another process is told when it is over, and no wait is not", async () => {
  const path = folder.path("waits.db");
  const waits: number[] = [];
  const store = await openStore({
    url: path,
    namespace: "a",
    ids: createFakeIds(),
    onWait: (milliseconds) => waits.push(milliseconds),
  });
  await store.applies.commit(commitOf(0, [put(1, "a")]));
  expect(waits).toEqual([]);
  const other = new DatabaseSync(path);
  other.exec("begin immediate");
  const writing = store.applies.commit(commitOf(1, [put(1, "a", { seed: 2 })]));
  // It has tried, and waits, once others get their turn.
  await new Promise((resolve) => setTimeout(resolve, 20));
  other.exec("commit");
  other.close();
  await writing;
  expect(waits).toEqual([expect.any(Number)]);
  expect(waits[0]).toBeGreaterThan(0);
  await store.close();
});
