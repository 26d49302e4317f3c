/** Two texts that mean the same have equal canonical forms. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Document, isMap, isPair, isScalar, parseDocument, visit } from "yaml";
import { formatText } from "../src/index.ts";
import { load, show } from "./load.ts";

/** Text that is no expression. */
const plain = fc.string().filter((text) => !text.includes("${"));

type Written = { readonly [key: string]: unknown };

const name = fc.constantFrom("a", "b", "c", "d-1");
const parameterValue = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, min: -1e15, max: 1e15 }),
  plain,
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer(), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("x", "y", "1", "0"), fc.integer(), { maxKeys: 3 }),
);
const parameters = fc.dictionary(fc.constantFrom("depth", "rate", "n", "10", "9"), parameterValue, {
  maxKeys: 4,
});
const tags = fc.dictionary(fc.constantFrom("team", "level"), fc.oneof(plain, fc.integer()), {
  maxKeys: 2,
});
const duration = fc.oneof(
  fc.integer({ min: 1, max: 1e6 }),
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom("s", "m", "h", "d"))
    .map(([n, unit]) => `${n}${unit}`),
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const common = { description: optional(plain), tags: optional(tags), enabled: optional(fc.boolean()) };

const project = fc
  .record({
    datasets: fc.dictionary(
      name,
      fc.record({ ...common, path: fc.constantFrom("./a.csv", "x/../b.jsonl", "/c.parquet") }),
      { minKeys: 1 },
    ),
    recipes: fc.dictionary(
      name,
      fc.record({
        ...common,
        image: fc.constantFrom("x", "y:1"),
        container: optional(
          fc.record({
            pull: optional(fc.constantFrom("always", "never")),
            capabilities: optional(fc.subarray(["CHOWN", "cap_kill", "SETUID"])),
            pids: optional(fc.integer({ min: 1, max: 4096 })),
          }),
        ),
        defaults: optional(fc.record({ train: parameters }, { requiredKeys: [] })),
        env: optional(
          fc.dictionary(
            fc.constantFrom("A", "B"),
            fc.oneof(plain, fc.integer(), fc.constant({ secret: { env: "S" } })),
          ),
        ),
      }),
      { minKeys: 1 },
    ),
  })
  .chain(({ datasets, recipes }) => {
    const inputs = fc.dictionary(
      fc.constantFrom("train", "extra"),
      fc.constantFrom(...Object.keys(datasets)),
      { maxKeys: 2 },
    );
    const task = fc.record({ parameters: optional(parameters), inputs: optional(inputs) });
    const instances = fc.dictionary(
      name,
      fc.record({
        ...common,
        recipe: fc.constantFrom(...Object.keys(recipes)),
        tasks: optional(fc.record({ train: task, score: task }, { requiredKeys: [] })),
      }),
      { minKeys: 1 },
    );
    return instances.chain((all) =>
      fc
        .dictionary(
          name,
          fc.record({
            ...common,
            instance: fc.constantFrom(...Object.keys(all)),
            parameters: optional(parameters),
            inputs: optional(inputs),
            timeout: optional(duration),
            stopGrace: optional(duration),
            timeouts: optional(fc.record({ queue: optional(duration), prepare: optional(duration) })),
            priority: optional(fc.integer({ min: -1000, max: 1000 })),
            slots: optional(
              fc.dictionary(fc.constantFrom("licence", "tape"), fc.integer({ min: 1, max: 9 })),
            ),
            maxRunning: optional(fc.integer({ min: 1, max: 5 })),
            notification: optional(
              fc.record({ email: optional(fc.subarray(["a@x.example", "b@x.example"])) }),
            ),
            schedule: optional(
              fc.record({
                cron: fc.constantFrom("0 2 * * *", "@daily"),
                jitter: optional(duration),
                suspend: optional(fc.boolean()),
              }),
            ),
            retry: optional(
              fc.record({
                max: optional(fc.nat(5)),
                backoff: optional(fc.record({ initial: optional(duration) })),
              }),
            ),
          }),
        )
        .map((experiments): Written => ({ datasets, recipes, instances: all, experiments })),
    );
  });

function textOf(written: Written): string {
  return new Document(JSON.parse(JSON.stringify(written))).toString();
}

async function stateOf(files: string | { [path: string]: string }) {
  const { state, diagnostics } = await load(files);
  if (state === undefined) throw new TypeError(diagnostics.map(show).join("\n"));
  return { digest: state.digest, resources: state.resources.map(({ at: _, ...resource }) => resource) };
}

/** Keys in another order, everywhere. */
function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, seed));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, shuffled(item, seed)] as const);
  return Object.fromEntries(
    seed % 2 === 0 ? entries.toReversed() : [...entries.slice(1), ...entries.slice(0, 1)],
  );
}

/** Other quotes, styles and comments. */
function restyled(text: string, seed: number): string {
  const document = parseDocument(text);
  let count = seed;
  visit(document, (_, node) => {
    count += 1;
    // The writer puts comments within { } where they do not belong: one or the other.
    if (isMap(node) && node !== document.contents && seed % 2 === 0 && count % 3 === 0) node.flow = true;
    if (isPair(node) && isScalar(node.key) && seed % 2 === 1 && count % 4 === 0)
      node.key.commentBefore = ` comment ${count}`;
    if (isScalar(node) && typeof node.value === "string" && count % 5 === 0) node.type = "QUOTE_DOUBLE";
  });
  return document.toString({ indent: 1 + (seed % 4) });
}

/** What may be left out, written out. */
function withDefaults(written: Written): unknown {
  return JSON.parse(JSON.stringify(written), (key, value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const common = { tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] };
    if ("path" in value)
      return {
        ...common,
        format: { v: "csv", l: "jsonl", t: "parquet" }[String(value.path).at(-1) ?? ""],
        ...value,
      };
    if ("image" in value)
      return {
        ...common,
        type: "Python",
        algorithm: "Custom",
        env: {},
        command: {},
        defaults: {},
        requireModel: true,
        executor: "docker",
        container: {},
        ...value,
      };
    if (key === "container") return { profile: "strict", pull: "missing", ...value };
    if ("recipe" in value) return { ...common, tasks: {}, ...value };
    if ("instance" in value) {
      return {
        ...common,
        task: "train",
        parameters: {},
        inputs: {},
        outputs: {},
        timeout: "1d",
        stopGrace: 30,
        retry: { max: 0 },
        timeouts: {},
        priority: 0,
        slots: {},
        notification: {},
        ...value,
      };
    }
    if ("cron" in value)
      return {
        timezone: "UTC",
        catchUp: "latest",
        concurrency: "forbid",
        dst: { gap: "shift" },
        jitter: "0s",
        ...value,
      };
    if (key === "timeouts")
      return { prepare: "30m", start: "1m", publish: "600s", onStall: "warn", ...value };
    if (key === "notification") return { email: [], emailOnRetry: false, emailOnFailure: true, ...value };
    if (key === "retry")
      return {
        infraMax: 3,
        memoryFactor: 1,
        on: ["NON_ZERO_EXIT"],
        exitCodes: { retry: [75], fail: ["76-78", 2, "64-74"] },
        ...value,
      };
    return value;
  });
}

/** The same resources in a file for each section. */
function splitUp(written: Written): { [path: string]: string } {
  return Object.fromEntries(
    Object.entries(written).map(([section, value]) => [`${section}.mlx.yaml`, textOf({ [section]: value })]),
  );
}

describe("the canonical form does not depend on", () => {
  const runs = { numRuns: 60 };

  it("the order of keys", () =>
    fc.assert(
      fc.asyncProperty(project, fc.nat(), async (written, seed) => {
        expect(await stateOf(textOf(shuffled(written, seed) as Written))).toEqual(
          await stateOf(textOf(written)),
        );
      }),
      runs,
    ));

  it("quotes, styles, comments and indentation", () =>
    fc.assert(
      fc.asyncProperty(project, fc.nat(1000), async (written, seed) => {
        expect(await stateOf(restyled(textOf(written), seed))).toEqual(await stateOf(textOf(written)));
      }),
      runs,
    ));

  it("defaults that are written out", () =>
    fc.assert(
      fc.asyncProperty(project, async (written) => {
        expect(await stateOf(textOf(withDefaults(written) as Written))).toEqual(
          await stateOf(textOf(written)),
        );
      }),
      runs,
    ));

  it("how it is spread over files", () =>
    fc.assert(
      fc.asyncProperty(project, async (written) => {
        expect(await stateOf(splitUp(written))).toEqual(await stateOf(textOf(written)));
      }),
      runs,
    ));

  it("`mlx fmt`", () =>
    fc.assert(
      fc.asyncProperty(project, fc.nat(1000), async (written, seed) => {
        const text = restyled(textOf(written), seed);
        const formatted = await formatText(text, "mlx.yaml");
        expect("text" in formatted ? await stateOf(formatted.text) : formatted).toEqual(await stateOf(text));
      }),
      runs,
    ));

  it("and changes with every value", async () => {
    const text = (n: number) => `recipes: { r: { image: x, defaults: { train: { n: ${n} } } } }\n`;
    expect((await stateOf(text(1))).digest).not.toBe((await stateOf(text(2))).digest);
    const moved = "moved: [{ from: recipe/q, to: recipe/r }]\n";
    expect((await stateOf(text(1) + moved)).digest).not.toBe((await stateOf(text(1))).digest);
  });
});

describe("loading", () => {
  it("answers for any values", () =>
    fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom(
            "executor",
            "docker",
            "runs",
            "notifications",
            "retention",
            "server",
            "datasets",
            "recipes",
            "instances",
            "experiments",
            "variables",
            "environments",
            "moved",
            "include",
          ),
          fc.oneof(
            fc.jsonValue(),
            fc.dictionary(
              name,
              fc.dictionary(
                fc.constantFrom(
                  "path",
                  "recipe",
                  "instance",
                  "tasks",
                  "forEach",
                  "matrix",
                  "dependsOn",
                  "default",
                  "env",
                  "schedule",
                  "executor",
                  "container",
                  "build",
                  "image",
                  "caBundle",
                  "registries",
                  "slots",
                  "webhooks",
                  "smtp",
                  "url",
                  "timeouts",
                  "notification",
                  "${",
                  "from",
                  "to",
                ),
                fc.oneof(
                  fc.jsonValue(),
                  fc.constantFrom("${var.a}", "${dataset.a.path}", "${each.key}", "a[b]", "recipe/a", "${"),
                ),
              ),
            ),
          ),
        ),
        async (written) => {
          const { state, diagnostics } = await load(textOf(written));
          expect(state === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
          for (const { summary, range, snippet } of diagnostics) {
            expect(summary).toMatch(/\.$/);
            if (range !== undefined) expect(snippet?.lines.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 400 },
    ));

  it("of thousands of resources with a mistake each takes no longer than it should", async () => {
    const lines = Array.from(
      { length: 4000 },
      (_, index) => `  r${index}: { image: x, tag: y, dependsOn: [recipe/q${index}] }\n`,
    );
    const { diagnostics } = await load(`recipes:\n${lines.join("")}`);
    expect(diagnostics).toHaveLength(8000);
  });
});
