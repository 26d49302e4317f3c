import { defaultRunTimeouts, digestOf, digestOfJson, type Observed } from "@mlx/core";
import { expect, test } from "vitest";
import { buildDataset, buildExperiment, buildInstance, buildRecipe, planBetween } from "../testing.ts";
import { keepIgnored } from "./keep-ignored.ts";

const ignoring = (...ignore: string[]) => ({ lifecycle: { protect: false, ignore } });

test("nothing else differs: the resource is unchanged", () => {
  const applied = buildExperiment("nightly", {
    ...ignoring("timeout", "parameters.depth"),
    parameters: { a: 1 },
  });
  const desired = buildExperiment("nightly", {
    ...ignoring("timeout", "parameters.depth"),
    timeoutSeconds: 60,
    parameters: { a: 1, depth: 4 },
  });
  const plan = planBetween([applied], [desired]);
  expect(plan.changes).toEqual([]);
  expect(plan.summary.unchanged).toBe(1);
});

test("something else differs: the ignored field keeps its applied value, digest included", () => {
  const shared = ignoring("parameters.depth", "retry.backoff.initial");
  const applied = buildExperiment("nightly", { ...shared, parameters: { depth: 3 } });
  const desired = buildExperiment("nightly", {
    ...shared,
    parameters: { depth: 4, rate: 1 },
    description: "new",
  });
  const [change] = planBetween([applied], [desired]).changes;
  expect(change).toMatchObject({ action: "update", reasons: ["description added", "parameters.rate added"] });
  const after = change?.action === "update" ? change.after : undefined;
  expect(after?.spec).toMatchObject({ parameters: { depth: 3, rate: 1 }, description: "new" });
  expect(after?.digest).toBe(digestOfJson({ spec: after?.spec, observed: after?.observed }));
});

test("a part of the timeouts is kept as the language names it", () => {
  const experiment = (queueSeconds: number, startSeconds = 60) =>
    buildExperiment("nightly", {
      ...ignoring("timeouts.queue"),
      timeouts: { ...defaultRunTimeouts, queueSeconds, startSeconds },
    });
  expect(planBetween([experiment(60)], [experiment(90)]).changes).toEqual([]);
  expect(planBetween([experiment(60)], [experiment(90, 5)]).changes).toMatchObject([
    { fields: [{ path: "timeouts.start", before: "1m", after: "5s" }] },
  ]);
});

test("what was observed is kept with the field that leads to it", () => {
  const recipe = (code: string, source: string) =>
    buildRecipe("gbm", { ...ignoring("source"), code, origin: { source } });
  expect(planBetween([recipe("1", "old")], [recipe("2", "new")]).changes).toEqual([]);
  const dataset = (data: string) => buildDataset("sales", { ...ignoring("path"), data });
  expect(planBetween([dataset("1")], [dataset("2")]).changes).toEqual([]);
  const experiment = (hash: string) =>
    buildExperiment(
      "nightly",
      { ...ignoring("parameters.key"), parameters: { key: { secret: { env: "KEY" } } } },
      { secrets: { "parameters.key": hash } },
    );
  expect(planBetween([experiment("1")], [experiment("2")]).changes).toEqual([]);
});

test("what an image was found to be is kept with the field that names it", () => {
  const image = (content: string, reference: string): Observed => ({
    image: { reference, digest: digestOf(content), local: false },
  });
  const container = { profile: "strict", pull: "missing" } as const;
  const ready = (content: string, name: string) =>
    buildRecipe(
      "gbm",
      { ...ignoring("image"), origin: { image: name }, executor: "docker", container },
      image(content, name),
    );
  expect(planBetween([ready("1", "acme:1")], [ready("2", "acme:2")]).changes).toEqual([]);
  const based = (content: string, path: string, baseImage: string) =>
    buildRecipe(
      "gbm",
      { ...ignoring(path), executor: "docker", container: { ...container, baseImage } },
      { source: { manifest: digestOf("code") }, ...image(content, baseImage) },
    );
  for (const path of ["container", "container.baseImage"])
    expect(planBetween([based("1", path, "a:1")], [based("2", path, "a:2")]).changes).toEqual([]);
  const other = planBetween([based("1", "container.pids", "a:1")], [based("2", "container.pids", "a:1")]);
  expect(other.changes).toMatchObject([{ reasons: [expect.stringContaining("base image a:1 moved")] }]);
});

test("a path is not ignored where the applied resource has no such place", () => {
  const applied = buildRecipe("gbm", { ...ignoring("source"), origin: { image: "acme:1" } }, {});
  const desired = buildRecipe("gbm", { ...ignoring("source", 'not a "path'), code: "1" });
  const [change] = planBetween([applied], [desired]).changes;
  expect(change).toMatchObject({ after: { spec: desired.spec, observed: desired.observed } });
});

test("a reference is kept, follows moves, and is given up where its target goes", () => {
  const [old, fresh, moved] = [buildRecipe("old"), buildRecipe("new"), buildRecipe("moved")];
  const applied = buildInstance("retail", { recipe: "old", ...ignoring("recipe") });
  const desired = buildInstance("retail", { recipe: "new", ...ignoring("recipe"), description: "x" });
  const after = (declared: (typeof old)[], entries: { from: typeof old; to: typeof old }[] = []) =>
    planBetween([old, applied], [...declared, desired], {
      moved: entries.map(({ from, to }) => ({ from: from.address, to: to.address, at: desired.at })),
    }).changes.flatMap((change) =>
      change.address === desired.address && "after" in change ? [change.after] : [],
    );
  expect(after([old, fresh])).toMatchObject([{ spec: { recipe: "recipe/old" }, references: ["recipe/old"] }]);
  expect(after([moved, fresh], [{ from: old, to: moved }])).toMatchObject([
    { spec: { recipe: "recipe/moved" }, references: ["recipe/moved"] },
  ]);
  expect(after([fresh])).toMatchObject([{ spec: { recipe: "recipe/new" }, references: ["recipe/new"] }]);
});

test("an edge that no field shows is not lost", () => {
  const hidden = buildDataset("hidden").address;
  const applied = buildDataset("sales", { ...ignoring("description") });
  const desired = {
    ...buildDataset("sales", { ...ignoring("description"), description: "x" }),
    references: [hidden],
  };
  expect(keepIgnored(desired, applied)).toEqual({ ...applied, references: [hidden] });
});

test("a prepared resource compares equal to a planned one whose ignored source has moved on", () => {
  const planned = buildRecipe("gbm", { ...ignoring("source"), code: "1" });
  const now = buildRecipe("gbm", { ...ignoring("source"), code: "2" });
  expect(keepIgnored(now, planned).digest).toBe(planned.digest);
  expect(planned.observed.source?.manifest).toBe(digestOf("1"));
});
