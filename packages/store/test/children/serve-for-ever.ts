/**
 * What a server writes, again and again until it is killed, `count` of each at once: resources with what a
 * client said, runs, insights, and the log of it. Prints `open`, and then each round that it has written.
 */
import { randomUUID } from "node:crypto";
import { createFakeIds } from "@mlx/core/testing";
import { openStore } from "../../src/index.ts";
import { apiCommitOf, at, experiment, newRun, put, uuid } from "../../src/testing/samples.ts";

const [, , url = "", count = ""] = process.argv;
const store = await openStore({ url, namespace: "test", ids: createFakeIds() });
const many = <T>(make: (index: number) => T) =>
  Array.from({ length: Number(count) }, (_, index) => make(index));
let { serial } = await store.resources.heads();
console.log("open");
for (;;) {
  const round = serial + 1;
  const writes = many((index) => put(index, `r${index}`, { seed: round, wire: { round } }));
  ({ serial } = await store.applies.commit(apiCommitOf(serial, writes)));
  const run = { experiment: experiment("x"), description: `round ${round}` };
  await store.runs.createMany(
    many(() => ({ ...newRun(0, run), id: randomUUID() })),
    at(round),
  );
  const context = { engineId: "e", experimentRunId: uuid(round) };
  await store.insights.addMany(
    many(() => ({ id: randomUUID(), context, metrics: [], createdAt: at(round), updatedAt: at(round) })),
  );
  await store.audit.add(
    many((index) => ({
      ...{ at: at(round), requestId: `${round}-${index}`, user: "jane", namespace: "test", remote: "::1" },
      ...{ method: "POST", path: "/data/sensei/insights", status: 201 },
    })),
  );
  console.log(round);
}
