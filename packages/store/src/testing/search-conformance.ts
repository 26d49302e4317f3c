import type {
  ChainStep,
  NewRun,
  Parameters,
  SearchCondition,
  SearchField,
  SearchQuery,
  Store,
  TaskName,
} from "@mlx/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { searchNaively } from "./naive-search.ts";
import {
  at,
  attemptOf,
  claimedRun,
  endingWithModel,
  experiment,
  fenceOf,
  newRun,
  uuid,
  worker,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

const all: SearchQuery = { orderBy: [], limit: 100, offset: 0 };
const attribute = (name: string): SearchField => ({ of: "attribute", name });
const metric = (name: string): SearchField => ({ of: "metric", name });
const parameter = (name: string): SearchField => ({ of: "parameter", name });
const tag = (name: string): SearchField => ({ of: "tag", name });
const is = (
  field: SearchField,
  value: string | number | boolean,
  op: "=" | "!=" | "<" | ">" = "=",
): SearchCondition => ({
  ...{ type: "compare", field, op, value },
});

export function searchConformance(open: OpenFresh): void {
  describe("search", () => {
    const fresh = freshStore(open);
    const find = async (where: SearchCondition | undefined, more: Partial<SearchQuery> = {}) => {
      const { records, total } = await fresh.store.runs.search({ ...all, ...(where && { where }), ...more });
      return { runs: records.map(({ run }) => Number.parseInt(run.id.slice(-12), 16)), total };
    };

    it("finds a chain by the parameters of all its steps, those of its own task over others", async () => {
      const stepOf = (task: TaskName, parameters: Parameters): ChainStep => ({
        ...{ task, from: {}, passes: [], cache: false },
        spec: { ...newRun(1).spec, parameters },
      });
      const train = stepOf("train", { depth: 3 });
      const chain = [
        stepOf("preprocess", { test_share: 0.5, depth: 1 }),
        train,
        stepOf("score", { depth: 2 }),
      ];
      await fresh.store.runs.create(newRun(1, { spec: train.spec, chain }), at(1));
      for (const [name, value, runs] of [
        ["test_share", 0.5, [1]],
        ["depth", 3, [1]],
        ["depth", 2, []],
      ] as const)
        expect((await find(is(parameter(name), value))).runs).toEqual(runs);
    });

    it("finds runs by what they are, and by what they became since", async () => {
      const { store } = fresh;
      await makeRun(
        store,
        newRun(1, { experiment: experiment("a"), tags: { team: "x" }, backfill: uuid(9) }),
        {
          loss: 1,
        },
      );
      await makeRun(store, newRun(2, withParameters({ depth: 3, kind: "gbm", on: true, net: { lr: 0.1 } })), {
        loss: 2,
      });
      await store.runs.create(newRun(3), at(3));
      expect(await find(undefined)).toEqual({ runs: [3, 2, 1], total: 3 });
      expect(await find(undefined, { limit: 1, offset: 1 })).toEqual({ runs: [2], total: 3 });
      for (const [where, runs] of [
        [is(attribute("state"), "DONE"), [2, 1]],
        [is(attribute("experiment"), "experiment/a"), [1]],
        [is(tag("team"), "x"), [1]],
        [is(attribute("backfill"), uuid(9)), [1]],
        [is(metric("loss"), 1.5, ">"), [2]],
        [is(parameter("depth"), 3), [2]],
        [is(parameter("net.lr"), "0.1"), [2]],
        [is(parameter("on"), true), [2]],
        [is(attribute("id"), uuid(3)), [3]],
        [is(attribute("created"), at(3), "<"), [2, 1]],
        [is(parameter("password"), "x", "!="), []],
        [{ type: "absent", field: metric("loss") }, [3]],
        [{ type: "not", condition: is(metric("loss"), 1) }, [2]],
        [{ type: "in", field: metric("loss"), values: Array.from({ length: 40_000 }, (_, n) => n + 2) }, [2]],
        [{ type: "like", field: parameter("kind"), pattern: "G_M%", caseSensitive: false }, [2]],
      ] as const satisfies readonly (readonly [SearchCondition, readonly number[]])[])
        expect({ where, ...(await find(where)) }).toEqual({ where, runs, total: runs.length });
      const claimed = await store.runs.claim(uuid(3), { worker: worker("w"), at: at(4), ttlSeconds: 60 });
      if (claimed === undefined) throw new TypeError("not claimed");
      expect((await find(is(attribute("state"), "RUNNING"))).runs).toEqual([3]);
      await store.runs.putAttempt(fenceOf(claimed), attemptOf(fenceOf(claimed)));
      await store.runs.appendMetrics(fenceOf(claimed), 1, [{ name: "loss", value: 9, step: 1, at: 1 }]);
      expect((await find(is(metric("loss"), 5, ">"))).runs).toEqual([3]);
      await store.runs.putAttempt(fenceOf(claimed), attemptOf(fenceOf(claimed), 2));
      expect((await find({ type: "absent", field: metric("loss") })).runs).toEqual([3]);
    });

    it("knows the model that a run made, and forgets runs that are removed", async () => {
      const { store } = fresh;
      const run = newRun(1);
      await store.runs.end(await claimedRun(store, run), endingWithModel(1, run, "a"), { actor: "w" });
      await makeRun(store, newRun(2), { loss: 1 });
      expect(await find(is(attribute("model"), "model/a@v1"))).toEqual({ runs: [1], total: 1 });
      expect((await find(undefined)).runs).toEqual([2, 1]);
      await store.runs.remove([uuid(2)]);
      expect(await find(undefined)).toEqual({ runs: [1], total: 1 });
    });

    it("sees only its namespace", async () => {
      const { store, opened } = fresh;
      await store.runs.create(newRun(1), at(1));
      const other = await opened.another?.("other");
      await other?.runs.create(newRun(2), at(1));
      expect(await find(undefined)).toEqual({ runs: [1], total: 1 });
    });

    it("orders by what has a value first, NaN behind numbers, and the newer of equals first", async () => {
      const { store } = fresh;
      for (const [number, loss] of [
        [1, 2],
        [2, Number.NaN],
        [3, 1],
        [4, undefined],
        [5, 2],
        [6, -1 / 0],
      ] as const)
        await makeRun(store, newRun(number), loss === undefined ? {} : { loss });
      const by = async (descending: boolean) =>
        (await find(undefined, { orderBy: [{ field: metric("loss"), descending }] })).runs;
      expect(await by(false)).toEqual([6, 3, 5, 1, 2, 4]);
      expect(await by(true)).toEqual([5, 1, 3, 6, 2, 4]);
      expect((await find(is(metric("loss"), 2, "!="))).runs).toEqual([6, 3, 2]);
      expect((await find({ type: "not", condition: is(metric("loss"), 2, "<") })).runs).toEqual([5, 2, 1]);
    });

    it("finds the same where many runs changed before", async () => {
      const { store } = fresh;
      const runs = Array.from({ length: 1300 }, (_, index) =>
        newRun(index + 1, withParameters({ seed: index % 7, name: `n${index % 3}` })),
      );
      await store.runs.createMany(runs, at(0));
      const where: SearchCondition = {
        type: "and",
        conditions: [is(parameter("seed"), 3), is(parameter("name"), "n0")],
      };
      const wanted = runs
        .flatMap((_, index) => (index % 7 === 3 && index % 3 === 0 ? [index + 1] : []))
        .reverse();
      const found = await find(where, { limit: 1000 });
      expect(found).toEqual({ runs: wanted, total: wanted.length });
      await store.runs.requestStops(
        runs.slice(0, 1000).map(({ id }) => id),
        { reason: "CANCELLED", actor: "a", at: at(5) },
      );
      await store.runs.remove(runs.slice(500, 750).map(({ id }) => id));
      const left = await find(
        { type: "and", conditions: [where, is(attribute("state"), "ABORTED")] },
        { limit: 1000 },
      );
      expect(left.runs).toEqual(wanted.filter((number) => number <= 500 || (number > 750 && number <= 1000)));
      expect((await find(undefined)).total).toBe(1050);
    });

    it("finds what a look at each run finds", async () => {
      const { store } = fresh;
      await store.runs.createMany(
        Array.from({ length: 220 }, (_, index) => newRun(100 + index)),
        at(0),
      );
      await makeRandomRuns(store, 1);
      // Makes cells of these; what comes after is read from rows.
      expect((await find(undefined)).total).toBe(250);
      await makeRandomRuns(store, 31);
      const records = await store.runs.list({}, { limit: 1000 });
      await fc.assert(
        fc.asyncProperty(queries, async (query) => {
          const { records: found, total } = await store.runs.search(query);
          expect({ ids: found.map(({ run }) => run.id), total }).toEqual(searchNaively(query, records));
        }),
        { numRuns: 200 },
      );
    });

    it("finds model versions by what they are, and by the aliases that they bear", async () => {
      const { store } = fresh;
      for (const number of [1, 2, 3]) {
        const run = newRun(number);
        await store.runs.end(await claimedRun(store, run), endingWithModel(number, run, "a"), { actor: "w" });
      }
      const move = (alias: string, to: number) =>
        store.models.moveAlias({ model: "a", alias, to, kind: "promote", actor: "a", at: at(20) });
      await move("champion", 1);
      await move("stable", 1);
      await move("challenger", 3);
      const versions = async (where: SearchCondition | undefined, more: Partial<SearchQuery> = {}) => {
        const found = await store.models.search({ ...all, ...(where && { where }), ...more });
        return { versions: found.versions.map(({ version }) => version), total: found.total };
      };
      const alias = attribute("alias");
      for (const [where, found] of [
        [undefined, [3, 2, 1]],
        [is(alias, "stable"), [1]],
        [is(alias, "stable", "!="), [3]],
        [{ type: "like", field: alias, pattern: "ch%", caseSensitive: true }, [3, 1]],
        [{ type: "absent", field: alias }, [2]],
        [is(attribute("version"), 1, ">"), [3, 2]],
        [is(attribute("run"), uuid(2)), [2]],
        [is(attribute("status"), "READY"), [3, 2, 1]],
        [is(metric("mae"), 1.5), [3, 2, 1]],
        [is(metric("broken"), 1, "<"), []],
      ] as const satisfies readonly (readonly [SearchCondition | undefined, readonly number[]])[])
        expect({ where, ...(await versions(where)) }).toEqual({
          where,
          versions: found,
          total: found.length,
        });
      const ordered = await versions(undefined, {
        orderBy: [{ field: attribute("version"), descending: false }],
        limit: 2,
      });
      expect(ordered).toEqual({ versions: [1, 2], total: 3 });
    });
  });
}

function withParameters(parameters: NewRun["spec"]["parameters"]): Partial<NewRun> {
  const { spec } = newRun(1);
  return { spec: { ...spec, parameters: { ...spec.parameters, ...parameters } } };
}

/** DONE, with these metrics. */
async function makeRun(
  store: Store,
  run: NewRun,
  metrics: { readonly [name: string]: number },
): Promise<void> {
  const fence = await claimedRun(store, run);
  await store.runs.putAttempt(fence, attemptOf(fence));
  const points = Object.entries(metrics).map(([name, value]) => ({ name, value, step: 1, at: 1 }));
  await store.runs.appendMetrics(fence, 1, points);
  await store.runs.end(fence, { status: { state: "DONE", reason: "OK" }, endedAt: at(7) }, { actor: "w" });
}

const numbers = [-1, 0, 0.1, 1, 2, 10];
const texts = ["", "a", "B", "0.1", "10", "true", "a_b%"];

/** Thirty of them. */
async function makeRandomRuns(store: Store, first: number): Promise<void> {
  const parameter = fc.oneof(fc.constantFrom<number | string>(...numbers, ...texts), fc.boolean());
  const [sample = []] = fc.sample(
    fc.array(
      fc.record(
        {
          p: parameter,
          q: parameter,
          team: fc.constantFrom(...texts),
          loss: fc.constantFrom(...numbers, Number.NaN, Number.POSITIVE_INFINITY),
          auc: fc.constantFrom(...numbers),
          task: fc.constantFrom("train", "score"),
          ends: fc.boolean(),
        },
        { requiredKeys: ["task", "ends"] },
      ),
      { minLength: 30, maxLength: 30 },
    ),
    { numRuns: 1, seed: first },
  );
  for (const [index, { p, q, team, loss, auc, task, ends }] of sample.entries()) {
    const run = newRun(index + first, {
      ...withParameters({ ...(p === undefined ? {} : { p }), ...(q === undefined ? {} : { q }) }),
      ...{ task, ...(team === undefined ? {} : { tags: { team } }) },
    });
    const metrics = { ...(loss === undefined ? {} : { loss }), ...(auc === undefined ? {} : { auc }) };
    if (ends) await makeRun(store, run, metrics);
    else await store.runs.create(run, at(index % 3));
  }
}

const fields = fc.constantFrom(
  ...[parameter("p"), parameter("q"), tag("team"), metric("loss"), metric("auc"), parameter("none")],
  ...["state", "reason", "task", "attempt", "duration", "id", "created", "recipe"].map(attribute),
);
const values = fc.oneof(
  fc.constantFrom<number | string>(...numbers, ...texts, "DONE", "train", "QUEUED", at(1), uuid(5)),
  fc.boolean(),
);
/** Of a time only times are asked. */
const valueFor = (field: SearchField) =>
  field.name === "created" ? fc.constantFrom(at(0), at(1), at(2)) : values;
const tests: fc.Arbitrary<SearchCondition> = fields.chain((field) =>
  fc.oneof(
    fc.record({
      ...{ type: fc.constant("compare" as const), field: fc.constant(field), value: valueFor(field) },
      op: fc.constantFrom(
        "=" as const,
        "!=" as const,
        "<" as const,
        "<=" as const,
        ">" as const,
        ">=" as const,
      ),
    }),
    fc.record({
      ...{ type: fc.constant("in" as const), field: fc.constant(field) },
      values: fc.array(valueFor(field), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      ...{ type: fc.constant("like" as const), field: fc.constant(field), caseSensitive: fc.boolean() },
      pattern: fc.string({
        unit: fc.constantFrom("%", "_", "a", "b", "0", "1", ".", "E", "O"),
        maxLength: 6,
      }),
    }),
    fc.constant({ type: "absent" as const, field }),
  ),
);
const { condition: conditions } = fc.letrec<{ condition: SearchCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    tests,
    fc.record({
      type: fc.constantFrom("and" as const, "or" as const),
      conditions: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ type: fc.constant("not" as const), condition: tie("condition") }),
  ),
}));
const queries: fc.Arbitrary<SearchQuery> = fc.record(
  {
    where: conditions,
    orderBy: fc.array(fc.record({ field: fields, descending: fc.boolean() }), { maxLength: 3 }),
    limit: fc.integer({ min: 1, max: 50 }),
    offset: fc.integer({ min: 0, max: 20 }),
  },
  { requiredKeys: ["orderBy", "limit", "offset"] },
);
