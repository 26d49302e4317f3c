/** Commits until it has won `count` serials from those that do the same; prints each that it won. */
import { randomUUID } from "node:crypto";
import { MlxError } from "@mlx/core";
import { openStore } from "../../src/index.ts";
import { commitOf, put } from "../../src/testing/samples.ts";

const [, , url = "", count = "", name = ""] = process.argv;
const store = await openStore({ url, namespace: "test", ids: { uuid: () => randomUUID() } });
for (let won = 0; won < Number(count); ) {
  const { serial } = await store.resources.heads();
  const write = { ...put(0, name, { seed: serial }), id: randomUUID() };
  const commit = { ...commitOf(serial, [write]), id: randomUUID(), actor: name };
  try {
    console.log((await store.applies.commit(commit)).serial);
    won += 1;
  } catch (error) {
    if (!(error instanceof MlxError) || error.code !== "MLX5010") throw error;
  }
}
await store.close();
