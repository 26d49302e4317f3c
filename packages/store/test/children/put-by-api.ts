/** Puts and deletes the resources `a` and `b` as the API does, `count` times, beside those that do the same. */
import { randomUUID } from "node:crypto";
import { MlxError } from "@mlx/core";
import { openStore } from "../../src/index.ts";
import { apiCommitOf, instance, put, remove } from "../../src/testing/samples.ts";

const [, , url = "", count = "", name = ""] = process.argv;
const store = await openStore({ url, namespace: "test", ids: { uuid: () => randomUUID() } });
for (let won = 0; won < Number(count); ) {
  const { serial, heads } = await store.resources.heads();
  const of = won % 2 === 0 ? "a" : "b";
  const goes = heads.some(({ address }) => address === instance(of)) && won % 3 === 2;
  const write = goes ? remove(of) : { ...put(0, of, { seed: serial, wire: { name } }), id: randomUUID() };
  try {
    const commit = { ...apiCommitOf(serial, [write]), id: randomUUID(), actor: name };
    console.log((await store.applies.commit(commit)).serial);
    won += 1;
  } catch (error) {
    if (!(error instanceof MlxError) || error.code !== "MLX5010") throw error;
  }
}
await store.close();
