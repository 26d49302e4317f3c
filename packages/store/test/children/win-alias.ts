/**
 * Some clients of a store race, with those of other processes, to move one alias: each looks where it points and
 * moves it to the other version, until it was moved `rounds` times in all. Prints the sequence number of each
 * move that one of its clients won, and how many were refused.
 */
import { randomUUID } from "node:crypto";
import { MlxError } from "@mlx/core";
import { openStore } from "../../src/index.ts";
import { at, champion } from "../../src/testing/samples.ts";

const [, , url = "", clients = "", rounds = "", name = ""] = process.argv;
let refused = 0;

async function race(actor: string): Promise<void> {
  const store = await openStore({ url, namespace: "test", ids: { uuid: () => randomUUID() } });
  try {
    for (;;) {
      const before = await store.models.byAlias("x", "champion");
      const [last] = await store.models.aliasMoves({ model: "x" }, { limit: 1 });
      if ((last?.seq ?? 0) >= Number(rounds)) return;
      const from = before === undefined ? {} : { from: before.version };
      const to = before?.version === 1 ? 2 : 1;
      try {
        console.log((await store.models.moveAlias(champion("x", { ...from, to, actor, at: at(1) }))).seq);
      } catch (error) {
        if (!(error instanceof MlxError) || error.code !== "MLX5030") throw error;
        refused += 1;
      }
    }
  } finally {
    await store.close();
  }
}

await Promise.all(Array.from({ length: Number(clients) }, (_, index) => race(`${name}-${index}`)));
console.log(`refused ${refused}`);
