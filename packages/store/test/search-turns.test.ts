import { createFakeIds } from "@mlx/core/testing";
import { expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { at, commitOf, newRun, put } from "../src/testing/samples.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

it("who writes need not wait until the first search has taken in all runs of a store", async () => {
  const open = () => openStore({ url: folder.path("turns.db"), namespace: "a", ids: createFakeIds() });
  const [searcher, writer] = [await open(), await open()];
  const runs = Array.from({ length: 5000 }, (_, index) => newRun(index + 1));
  await searcher.runs.createMany(runs, at(0));
  const ended: string[] = [];
  const searching = searcher.runs
    .search({ orderBy: [], limit: 1, offset: 0 })
    .then(({ total }) => ended.push(`found ${total}`));
  // By now it takes in the first.
  await new Promise(setImmediate);
  await writer.applies.commit(commitOf(0, [put(1, "a")]));
  ended.push("written");
  await searching;
  expect(ended).toEqual(["written", "found 5000"]);
  await searcher.close();
  await writer.close();
});
