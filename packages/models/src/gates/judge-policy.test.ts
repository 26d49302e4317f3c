import {
  type Approval,
  type comparisons,
  digestOf,
  formatAddress,
  type Gate,
  type GateResult,
} from "@mlx/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { judgePolicy, verdictOf } from "./judge-policy.ts";
import type { Measurement, PolicyFacts } from "./policy-facts.ts";

const holdout = formatAddress({ kind: "dataset", name: "holdout" });
const data = (text: string) => ({ channel: "test", dataset: "dataset/sales", fingerprint: digestOf(text) });

const facts: PolicyFacts = {
  version: 5,
  metrics: { RMSE: 84_289.23, AUC: 0.9, nan: Number.NaN, inf: Number.POSITIVE_INFINITY },
  measuredOn: data("a"),
  bearers: {},
  rows: { train: { known: true, rows: 1000 } },
  evaluated: {},
  approvals: [],
};

function judge(gate: Gate, changes: Partial<PolicyFacts> = {}) {
  const [result] = judgePolicy({ alias: "champion", auto: true, gates: [gate] }, { ...facts, ...changes });
  return `${result?.verdict}: ${result?.detail}`;
}

const threshold = (metric: string, op: (typeof comparisons)[number], value: number): Gate => ({
  ...{ type: "threshold", metric, op, value },
});

test.each([
  [threshold("RMSE", "<=", 90_000), "passed: RMSE 84289.2 <= 90000"],
  [threshold("RMSE", "<=", 84_289.23), "passed: RMSE 84289.2 <= 84289.2"],
  [threshold("RMSE", "<", 84_289.23), "failed: RMSE 84289.2 is not < 84289.2"],
  [threshold("RMSE", "<", 84_289.22), "failed: RMSE 84289.23 is not < 84289.22"],
  [threshold("AUC", ">=", 0.9), "passed: AUC 0.9 >= 0.9"],
  [threshold("AUC", ">", 0.9), "failed: AUC 0.9 is not > 0.9"],
  [threshold("AUC", "==", 0.9), "passed: AUC 0.9 == 0.9"],
  [threshold("AUC", "!=", 0.9), "failed: AUC 0.9 is not != 0.9"],
  [threshold("F1", "!=", 0), "failed: F1 was not measured"],
  [threshold("nan", "!=", 0), "failed: nan is NaN, which is no finite number"],
  [threshold("inf", ">=", 0), "failed: inf is Infinity, which is no finite number"],
])("threshold %j", (gate, said) => {
  expect(judge(gate)).toBe(said);
});

test("of a finite metric exactly one of each pair of opposite comparisons holds", () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(finite, finite, (measured, value) => {
      const passes = (op: (typeof comparisons)[number]) =>
        judge(threshold("x", op, value), { metrics: { x: measured } }).startsWith("passed");
      expect([passes("<"), passes(">"), passes("==")]).toEqual([!passes(">="), !passes("<="), !passes("!=")]);
    }),
  );
});

const beats = (metric: string, goal: "min" | "max", by = 0): Gate => ({
  ...{ type: "beats", metric, alias: "champion", by, goal },
});
const against = (metrics: PolicyFacts["metrics"], measuredOn = data("a")): Partial<PolicyFacts> => ({
  bearers: { champion: { version: 3, metrics, measuredOn } },
});

test.each([
  [beats("RMSE", "min"), {}, "passed: no champion yet"],
  [{ ...beats("RMSE", "min"), alias: "chmpion" }, {}, "failed: no version bears @chmpion"],
  [beats("RMSE", "min"), against({ RMSE: 88_860 }), "passed: RMSE 84289.2 beats 88860 of champion v3"],
  [
    beats("RMSE", "min"),
    against({ RMSE: 80_000 }),
    "failed: RMSE 84289.2 does not beat 80000 of champion v3",
  ],
  [
    beats("RMSE", "min"),
    against({ RMSE: 84_289.23 }),
    "failed: RMSE 84289.2 is equal to that of champion v3",
  ],
  [beats("AUC", "max"), against({ AUC: 0.85 }), "passed: AUC 0.9 beats 0.85 of champion v3"],
  [
    beats("AUC", "max", 0.05),
    against({ AUC: 0.85 }),
    "failed: AUC 0.9 does not beat 0.85 of champion v3 by more than 0.05",
  ],
  [
    beats("AUC", "max", 0.049),
    against({ AUC: 0.85 }),
    "passed: AUC 0.9 beats 0.85 of champion v3 by more than 0.049",
  ],
  [beats("AUC", "max"), against({}), "failed: AUC of champion v3 was not measured"],
  [beats("F1", "max"), against({ F1: 1 }), "failed: F1 was not measured"],
  [beats("nan", "max"), against({ nan: 1 }), "failed: nan is NaN, which is no finite number"],
  [beats("AUC", "max"), against({ AUC: Number.NaN }), "passed: AUC 0.9 beats NaN of champion v3"],
  [
    beats("AUC", "max"),
    against({ AUC: 0.1 }, data("b")),
    `failed: measured on other data: champion v3 on dataset/sales ${digestOf("b").slice(0, 19)} (test), v5 on dataset/sales ${digestOf("a").slice(0, 19)} (test); add \`on: DATASET\` to the gate to have both evaluated on the same`,
  ],
  [
    beats("AUC", "max"),
    { bearers: { champion: { version: 5, metrics: { AUC: 1 } } } },
    "passed: v5 is champion itself",
  ],
] as const)("beats %j against %j", (gate, changes, said) => {
  expect(judge(gate, changes)).toBe(said);
});

test("data of which nobody knows what it was is no data to compare on", () => {
  const unknown: Partial<PolicyFacts> = { bearers: { champion: { version: 3, metrics: { AUC: 0.1 } } } };
  expect(judge(beats("AUC", "max"), unknown)).toMatch(
    /^failed: measured on other data: champion v3 on data that is not known, v5 on dataset\/sales sha256:/,
  );
});

test("of two versions on the same data at most one beats the other", () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  const margin = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(finite, finite, margin, fc.constantFrom("min", "max"), (a, b, by, goal) => {
      const one = judge(beats("x", goal, by), { ...against({ x: b }), metrics: { x: a } });
      const other = judge(beats("x", goal, by), { ...against({ x: a }), metrics: { x: b } });
      expect([one, other].filter((said) => said.startsWith("passed")).length).toBeLessThanOrEqual(
        a === b ? 0 : 1,
      );
    }),
  );
});

const on: Gate = { type: "beats", metric: "AUC", alias: "champion", by: 0, goal: "max", on: holdout };
const evaluated = (own?: Measurement, rival?: Measurement): Partial<PolicyFacts> => ({
  ...against({ AUC: 0.99 }, data("other")),
  evaluated: {
    [holdout]: { ...(own === undefined ? {} : { 5: own }), ...(rival === undefined ? {} : { 3: rival }) },
  },
});
const measured = (AUC: number): Measurement => ({ state: "measured", runId: "11112222-x", metrics: { AUC } });

test.each([
  [measured(0.8), measured(0.7), "passed: AUC 0.8 beats 0.7 of champion v3 on dataset/holdout"],
  [measured(0.7), measured(0.7), "failed: AUC 0.7 is equal to that of champion v3 on dataset/holdout"],
  [
    measured(0.8),
    { state: "running", runId: "33334444-x" },
    "waiting: v3 (run 33334444) is to be evaluated on dataset/holdout",
  ],
  [undefined, undefined, "waiting: v5 and v3 are to be evaluated on dataset/holdout"],
  [
    { state: "failed", runId: "33334444-x", because: "NON_ZERO_EXIT" },
    { state: "running", runId: "55556666-x" },
    "failed: the evaluation of v5 on dataset/holdout failed: run 33334444: NON_ZERO_EXIT",
  ],
  [
    measured(0.8),
    { state: "impossible", because: "instance/x has no evaluate task" },
    "failed: v3 cannot be evaluated on dataset/holdout: instance/x has no evaluate task",
  ],
] as const)("evaluated %j and %j", (own, rival, said) => {
  expect(judge(on, evaluated(own, rival))).toBe(said);
});

test.each([
  ["train", 1000, "passed: 1000 rows of input train >= 1000"],
  ["train", 1001, "failed: 1000 rows of input train, and 1001 are wanted"],
  ["test", 1, "failed: the rows of input test are not known"],
  ["gone", 1, "failed: the rows of input gone are not known: its data has changed since"],
])("data %s %d", (input, minRows, said) => {
  const rows: PolicyFacts["rows"] = {
    ...facts.rows,
    gone: { known: false, because: "its data has changed since" },
  };
  expect(judge({ type: "data", minRows, input }, { rows })).toBe(said);
});

const approvals = (...actors: readonly string[]): readonly Approval[] =>
  actors.map((actor) => ({
    model: "x",
    version: 5,
    alias: "champion",
    actor,
    at: "2026-01-01T00:00:00.000Z",
  }));

test.each([
  [1, [], [], "waiting: 0 of 1 approvals"],
  [1, [], ["ann@a"], "passed: 1 of 1 approvals: ann"],
  [2, [], ["ann@a", "ann@b"], "waiting: 1 of 2 approvals"],
  [2, [], ["ann@a", "bob@a"], "passed: 2 of 2 approvals: ann, bob"],
  [1, ["bob", "cy@b"], ["ann@a", "cy@a"], "waiting: 0 of 1 approvals, by bob or cy@b"],
  [2, ["bob", "cy@b"], ["bob@x", "cy@b"], "passed: 2 of 2 approvals: bob, cy"],
])("%d approvals by %j of %j", (min, by, actors, said) => {
  expect(judge({ type: "approval", min, by }, { approvals: approvals(...actors) })).toBe(said);
});

test("one gate that failed decides, then one that waits", () => {
  const result = (verdict: GateResult["verdict"]): GateResult => ({
    ...{ gate: threshold("x", "<", 1), verdict, detail: "" },
  });
  const verdicts = fc.array(fc.constantFrom("passed", "failed", "waiting"), { maxLength: 6 });
  fc.assert(
    fc.property(verdicts, (all) => {
      const expected = all.includes("failed") ? "failed" : all.includes("waiting") ? "waiting" : "passed";
      expect(verdictOf(all.map(result))).toBe(expected);
    }),
  );
});
