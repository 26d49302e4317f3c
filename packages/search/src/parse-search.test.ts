import {
  modelAttributes,
  runAttributes,
  type SearchCondition,
  type SearchField,
  type SearchQuery,
  type SearchValue,
} from "@mlx/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatQuery } from "./format-query.ts";
import { parseOrder, parseSearch, type SearchContext } from "./parse-search.ts";

const context: SearchContext = { of: "runs", now: Date.UTC(2026, 2, 10, 12), limit: 20 };

/** The query written out, or the findings. */
function read(text: string, more: Partial<SearchContext> = {}) {
  const parsed = parseSearch(text, { ...context, ...more });
  if (parsed.ok) return formatQuery(parsed.value).replace(/ limit 20$/, "");
  return parsed.diagnostics.map(
    ({ code, summary, range }) =>
      `${code} ${range?.start.line}:${range?.start.column}-${range?.end.column} ${summary}`,
  );
}

describe("parseSearch", () => {
  it.each([
    ["", "limit 20"],
    ["state = FAILED", "state = 'FAILED'"],
    ["STATE == 'failed' AND Task <> \"Train\"", "state = 'FAILED' and task != 'train'"],
    [
      "metrics.RMSE < 9e4 and (parameters.n in (100, 'x', true) or not tags.team like 'a%') order by metrics.RMSE desc, created limit 5 offset 2",
      "metrics.RMSE < 90000 and (parameters.n in (100, 'x', true) or (not tags.team like 'a%')) order by metrics.RMSE desc, created limit 5 offset 2",
    ],
    ["metrics.train.loss between -1 and 2", "metrics.`train.loss` >= -1 and metrics.`train.loss` <= 2"],
    [
      'metrics.`val ``x`` loss` > 1 and metrics."a ""b" > 1',
      'metrics.`val ``x`` loss` > 1 and metrics.`a "b` > 1',
    ],
    ["metrics.order < 1 and tags.in is not null", "metrics.order < 1 and (not tags.in is null)"],
    [
      "created > now - 7d and started>now-1h30m and ended < -24h",
      "created > 2026-03-03T12:00:00.000Z and started > 2026-03-10T10:30:00.000Z and ended < 2026-03-09T12:00:00.000Z",
    ],
    [
      "created >= 2026-03-01 and created < 2026-03-01T10:00+02:00",
      "created >= 2026-03-01T00:00:00.000Z and created < 2026-03-01T08:00:00.000Z",
    ],
    ["created = 2026-03-01", "created >= 2026-03-01T00:00:00.000Z and created < 2026-03-02T00:00:00.000Z"],
    ["duration > 10m and duration < 90", "duration > 600 and duration < 90"],
    ["id = 3f2a91bc", "id like '3f2a91bc%'"],
    ["id in (12345678, abcd)", "id like '12345678%' or id like 'abcd%'"],
    [
      "experiment = retail[eu] and instance like '%retail'",
      "experiment = 'experiment/retail[eu]' and instance like 'instance/%retail'",
    ],
    [
      "model = retail@v3 or model = model/retail@v4",
      "model = 'model/retail@v3' or model = 'model/retail@v4'",
    ],
    [
      "tags.Größe = 'ja' and tags.team not in (a, b)",
      "tags.`Größe` = 'ja' and (not tags.team in ('a', 'b'))",
    ],
    [
      "id in (1a2b, '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002')",
      "id in ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002') or id like '1a2b%'",
    ],
    ["not not not state = DONE", "not state = 'DONE'"],
  ])("reads %s", (text, query) => {
    expect(read(text)).toEqual(query);
  });

  it.each([
    [
      "metrics.rmse < 1 and params.lr = '0.1' and tags.team = 'x' and attributes.status = 'FINISHED' and attributes.start_time > 1700000000000",
      "metrics.rmse < 1 and parameters.lr = '0.1' and tags.team = 'x' and state = 'DONE' and started > 2023-11-14T22:13:20.000Z",
    ],
    ["status != 'KILLED' and attribute.run_id = '3f2a91bc'", "state != 'ABORTED' and id like '3f2a91bc%'"],
    ["param.lr < '0.01' and metric.`val loss` >= .5", "parameters.lr < 0.01 and metrics.`val loss` >= 0.5"],
  ])("reads MLflow's %s", (text, query) => {
    expect(read(text)).toEqual(query);
  });

  it("reads MLflow's order_by, and searches of models", () => {
    const orders = parseOrder("metrics.rmse ASC, attributes.start_time DESC", context);
    expect(orders).toEqual({
      ok: true,
      value: [
        { field: { of: "metric", name: "rmse" }, descending: false },
        { field: { of: "attribute", name: "started" }, descending: true },
      ],
    });
    expect(read("name = 'retail' and alias = champion and run = 12ab", { of: "models" })).toBe(
      "model = 'retail' and alias = 'champion' and run like '12ab%'",
    );
  });

  it.each([
    ["state = FAILD", ["MLX2103 1:9-14 `state` is never `FAILD`"]],
    [
      "statee = DONE and\n  metric.x = 1 and RMSE < 'x'",
      ["MLX2102 1:1-7 there is no field `statee`", "MLX2102 2:20-24 there is no field `RMSE`"],
    ],
    [
      "metrics.x = abc or duration > x",
      [
        "MLX2104 1:13-16 a metric is a number, and `abc` is none",
        "MLX2105 1:31-32 `duration` is a duration, and `x` is none",
      ],
    ],
    ["created > 2026-02-30", ["MLX2105 1:11-21 `created` is a time, and `2026-02-30` is none"]],
    ["created > 7d", ["MLX2105 1:11-13 `created` is a time, and `7d` is none"]],
    ["id = 14", ["MLX2104 1:6-8 `14` is too little of an id"]],
    ["metrics.x = null", ["MLX2104 1:13-17 nothing equals null"]],
    ["metrics.x like '1%'", ["MLX2104 1:1-10 `x` is not a text: it is like nothing"]],
    ["run_name = 'x'", ["MLX2107 1:1-9 runs cannot be searched by `run_name`"]],
    ["state = 'DONE", ["MLX2101 1:9-10 the text that begins here has no closing '"]],
    ["state = DONE && task = train", ["MLX2101 1:14-15 `&` is not understood"]],
    ["(state = DONE", ["MLX2101 1:14-15 the search ends too soon: `)` is expected here"]],
    ["state = DONE)", ["MLX2101 1:13-14 `and`, `or`, `order by`, `limit` or the end is expected here"]],
    ["constructor.x = 1", ["MLX2102 1:1-14 there is no field `constructor.x`"]],
    ["parameters.x < 1e999", ["MLX2104 1:16-21 `1e999` is larger than any number"]],
    ["limit 0", ["MLX2104 1:7-8 `0` is not a count"]],
    ["limit 1.5", ["MLX2104 1:7-10 `1.5` is not a count"]],
    [
      `${"(".repeat(101)}state = DONE${")".repeat(101)}`,
      ["MLX2106 1:101-102 the search is nested too deep: more than 100 levels"],
    ],
    [
      `${"not ".repeat(101)}state = DONE`,
      ["MLX2106 1:401-404 the search is nested too deep: more than 100 levels"],
    ],
    [
      "x".repeat(200_001),
      ["MLX2106 1:1-2 the search is too long: 200001 characters, where 200000 are allowed"],
    ],
    [
      Array.from({ length: 202 }, () => "state = DONE").join(" or "),
      ["MLX2106 1:3201-3206 the search has more than 200 conditions"],
    ],
    [
      `id in (${Array.from({ length: 300 }, () => "1a2b").join()})`,
      ["MLX2106 1:1-3 the search has more than 200 conditions"],
    ],
  ])("refuses %s", (text, findings) => {
    expect(read(text)).toEqual(findings);
  });

  it("suggests what was meant", () => {
    const parsed = parseSearch("stat = FAILD", context);
    expect(parsed.ok ? [] : parsed.diagnostics.map(({ detail }) => detail?.slice(0, 25))).toEqual([
      "Did you mean `state`? The",
    ]);
  });

  it("reads what it writes", () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom("runs" as const, "models" as const)
          .chain((of) => fc.tuple(fc.constant(of), queryOf(of))),
        ([of, query]) => {
          expect(parseSearch(formatQuery(query), { ...context, of })).toEqual({ ok: true, value: query });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("answers whatever is written, and points into it", () => {
    const pieces = fc.constantFrom(
      ...[
        "state",
        "metrics",
        ".",
        "=",
        "<",
        "(",
        ")",
        "'",
        '"',
        "`",
        "and",
        "or",
        "not",
        "in",
        "like",
        "is",
        "null",
      ],
      ...[
        "order by",
        "limit",
        "now",
        "-7d",
        "2026-01-01",
        "1e5",
        "x",
        "ü",
        "\n",
        ",",
        " ",
        "between",
        "[",
        "@",
        "\u{1f600}",
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(pieces).map((some) => some.join(" ")),
      fc.array(pieces).map((some) => some.join("")),
    );
    fc.assert(
      fc.property(text, (written) => {
        const parsed = parseSearch(written, context);
        if (parsed.ok) return;
        expect(parsed.diagnostics.length).toBeGreaterThan(0);
        const lines = written.split("\n");
        for (const { range } of parsed.diagnostics) {
          expect(range?.start.line).toBeLessThanOrEqual(lines.length);
          expect(range?.start.column).toBeLessThanOrEqual(
            (lines[(range?.start.line ?? 1) - 1] ?? "").length + 1,
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const names = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom("a.b", "val loss", "order", "in", "`", '"', "x-y"),
);
const texts = fc.oneof(fc.string(), fc.constantFrom("'", "''", "a'b", "%_", "null"));
const numbers = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => (Object.is(value, -0) ? 0 : value));

interface FieldValues {
  readonly field: SearchField;
  readonly values: fc.Arbitrary<SearchValue>;
  readonly isText: boolean;
}

/** A field with what it can be compared with. */
function fieldOf(of: "runs" | "models"): fc.Arbitrary<FieldValues> {
  const attributes: { readonly [name: string]: string } = of === "runs" ? runAttributes : modelAttributes;
  const enumerated = ["state", "reason", "task", "trigger", "status"];
  const kinds: { readonly [name: string]: string } = {
    experiment: "experiment/",
    instance: "instance/",
    recipe: "recipe/",
    service: "service/",
    ...(of === "runs" ? { model: "model/" } : {}),
  };
  const attribute = fc.constantFrom(...Object.keys(attributes)).map((name): FieldValues => {
    const field: SearchField = { of: "attribute", name };
    switch (attributes[name]) {
      case "number":
        return { field, values: numbers, isText: false };
      case "seconds":
        return { field, values: fc.integer({ min: 0, max: 1e9 }).map((value) => value / 8), isText: false };
      case "time":
        return {
          field,
          values: fc
            .integer({ min: 0, max: Date.UTC(9999, 11, 1) })
            .map((time) => new Date(time).toISOString()),
          isText: false,
        };
      default: {
        if (name === "id" || name === "run") return { field, values: fc.uuid(), isText: true };
        if (name === "state") return { field, values: fc.constantFrom("DONE", "FAILED"), isText: false };
        if (enumerated.includes(name))
          return {
            field,
            values: fc.constantFrom(
              name === "status"
                ? "READY"
                : name === "reason"
                  ? "OOM_KILLED"
                  : name === "task"
                    ? "train"
                    : "backfill",
            ),
            isText: false,
          };
        return { field, values: texts.map((text) => `${kinds[name] ?? ""}${text}`), isText: true };
      }
    }
  });
  const parameter = names.map(
    (name): FieldValues => ({
      field: { of: "parameter", name },
      values: fc.oneof(numbers, fc.boolean(), texts),
      isText: true,
    }),
  );
  const tag = names.map((name): FieldValues => ({ field: { of: "tag", name }, values: texts, isText: true }));
  const metric = names.map(
    (name): FieldValues => ({ field: { of: "metric", name }, values: numbers, isText: false }),
  );
  return of === "runs" ? fc.oneof(attribute, parameter, tag, metric) : fc.oneof(attribute, tag, metric);
}

function queryOf(of: "runs" | "models"): fc.Arbitrary<SearchQuery> {
  const test: fc.Arbitrary<SearchCondition> = fieldOf(of).chain(({ field, values, isText }) => {
    const compare = fc
      .tuple(fc.constantFrom("=" as const, "!=" as const, "<" as const, ">=" as const), values)
      .map(
        ([op, value]): SearchCondition => ({
          ...{ type: "compare", field, value },
          // What is ordered is a number where it can be one.
          op: field.of === "parameter" && typeof value === "string" ? "=" : op,
        }),
      );
    const list = fc
      .array(values, { minLength: 1, maxLength: 4 })
      .map((some): SearchCondition => ({ type: "in", field, values: some }));
    const absent = fc.constant<SearchCondition>({ type: "absent", field });
    const like = fc.tuple(values, fc.boolean()).map(
      ([value, caseSensitive]): SearchCondition => ({
        type: "like",
        field,
        pattern: String(value),
        caseSensitive,
      }),
    );
    return isText && field.of !== "parameter"
      ? fc.oneof(compare, list, absent, like)
      : fc.oneof(compare, list, absent);
  });
  const { condition } = fc.letrec<{ condition: SearchCondition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4 },
      test,
      fc.record({
        type: fc.constantFrom("and" as const, "or" as const),
        conditions: fc.array(tie("condition"), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ type: fc.constant("not" as const), condition: tie("condition") }),
    ),
  }));
  return fc.record(
    {
      where: condition.map(normalise),
      orderBy: fc.array(
        fc.record({ field: fieldOf(of).map(({ field }) => field), descending: fc.boolean() }),
        { maxLength: 3 },
      ),
      limit: fc.integer({ min: 1, max: 1000 }),
      offset: fc.integer({ min: 0, max: 1000 }),
    },
    { requiredKeys: ["orderBy", "limit", "offset"] },
  );
}

/** As the parser has it: lists of lists are one list, and nothing is negated twice. */
function normalise(condition: SearchCondition): SearchCondition {
  if (condition.type === "not") {
    const inner = normalise(condition.condition);
    return inner.type === "not" ? inner.condition : { type: "not", condition: inner };
  }
  if (condition.type !== "and" && condition.type !== "or") return condition;
  const { type } = condition;
  return {
    type,
    conditions: condition.conditions
      .map(normalise)
      .flatMap((each) => (each.type === type ? each.conditions : [each])),
  };
}
