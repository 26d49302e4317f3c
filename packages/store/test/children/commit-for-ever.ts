/**
 * Commits `count` resources again and again, each time with the new serial as their seed, and with announced
 * runs, until it is killed or fails; prints each serial that was committed, and the code of the failure.
 */
import { MlxError } from "@mlx/core";
import { createFakeIds } from "@mlx/core/testing";
import { openStore } from "../../src/index.ts";
import { announcedRun, commitOf, put } from "../../src/testing/samples.ts";

const [, , url = "", count = ""] = process.argv;
const store = await openStore({ url, namespace: "test", ids: createFakeIds() });
let { serial } = await store.resources.heads();
console.log(serial);
try {
  for (;;) {
    const seed = serial + 1;
    const writes = Array.from({ length: Number(count) }, (_, index) => put(index, `r${index}`, { seed }));
    const announced = [1, 2].map((run) => announcedRun(seed * 2 + run, `of-${seed}`));
    ({ serial } = await store.applies.commit({ ...commitOf(serial, writes), announced }));
    console.log(serial);
  }
} catch (error) {
  if (!(error instanceof MlxError)) throw error;
  console.log(error.code);
}
await store.close();
