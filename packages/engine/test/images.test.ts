import {
  type ContainerSpec,
  type DesiredResource,
  type DesiredState,
  digestOf,
  formatAddress,
  type PlanHint,
  type RecipeSpec,
} from "@mlx/core";
import { describe, expect, test } from "vitest";
import { applyPlan, lockImages, planProject } from "../src/index.ts";
import { failure, imageOf } from "./fake-images.ts";
import { createWorld, desiredState, type World } from "./world.ts";

const container: ContainerSpec = { profile: "strict", pull: "missing" };
const at = { file: "mlx.yaml", line: 1, column: 1 };
const retail = "ghcr.io/acme/retail:1.4";

/** One recipe for each of the specs, named `a`, `b`, … */
function recipes(...specs: readonly Partial<RecipeSpec>[]): DesiredState {
  const base = desiredState().resources.find(({ kind }) => kind === "recipe");
  const resources = specs.flatMap((spec, index): readonly DesiredResource[] => {
    if (base?.kind !== "recipe") return [];
    const address = formatAddress({ kind: "recipe", name: String.fromCharCode(97 + index) });
    const place = { ...at, line: index + 1 };
    return [{ ...base, address, at: place, spec: { ...base.spec, executor: "docker", container, ...spec } }];
  });
  return { project: "small", resources, moved: [], digest: digestOf("") };
}

const image = (reference = retail, more: Partial<ContainerSpec> = {}): Partial<RecipeSpec> => ({
  origin: { image: reference },
  container: { ...container, ...more },
});
const plan = ({ deps }: World, state: DesiredState) => planProject(state, deps, { allowMassDelete: false });
const planNow = async (world: World, state: DesiredState) => (await plan(world, state)).plan;
const apply = async (world: World, state: DesiredState) =>
  applyPlan(await planNow(world, state), world.deps, "apply");
const pinsOf = (hints: readonly PlanHint[]) => hints.filter(({ type }) => type === "image-pin");
const observedOf = async (world: World, state: DesiredState) =>
  (await planNow(world, state)).changes.map((change) =>
    change.action === "delete" ? undefined : change.after.observed.image,
  );

describe("a plan", () => {
  test("pins each image once, and says what mlx.lock is to have", async () => {
    const world = await createWorld();
    const pinned = imageOf(retail, "1");
    world.images.known.set(retail, pinned).set("python:3.12-slim", imageOf("python:3.12-slim", "2"));
    const state = recipes(image(), image(), {});
    const { changes, hints } = await planNow(world, state);
    expect(changes.map((change) => (change.action === "delete" ? undefined : change.after.observed))).toEqual(
      [
        { image: pinned },
        { image: pinned },
        { image: imageOf("python:3.12-slim", "2"), source: { manifest: expect.any(String) } },
      ],
    );
    expect(world.images.asked).toHaveLength(2);
    expect(pinsOf(hints)).toEqual([
      { type: "image-pin", image: pinned, recipes: ["recipe/a", "recipe/b"] },
      { type: "image-pin", image: imageOf("python:3.12-slim", "2"), recipes: ["recipe/c"] },
    ]);
  });

  test("takes what mlx.lock says before it asks anybody", async () => {
    const world = await createWorld();
    world.lock.images.set(retail, imageOf(retail, "locked"));
    const { changes, hints } = await planNow(world, recipes(image()));
    expect(changes).toMatchObject([{ after: { observed: { image: imageOf(retail, "locked") } } }]);
    expect([world.images.asked, hints]).toEqual([[], []]);
  });

  test("asks anew about an image that is always pulled, for all that name it", async () => {
    const world = await createWorld();
    world.lock.images.set(retail, imageOf(retail, "old"));
    world.images.known.set(retail, imageOf(retail, "new"));
    const { changes, hints } = await planNow(world, recipes(image(), image(retail, { pull: "always" })));
    expect(changes.map((change) => change.action !== "delete" && change.after.observed.image)).toEqual([
      imageOf(retail, "new"),
      imageOf(retail, "new"),
    ]);
    expect(world.images.asked).toEqual([{ reference: retail, pull: "always" }]);
    expect(pinsOf(hints)).toMatchObject([{ before: digestOf("old") }]);
  });

  test("believes a digest in the name, and asks nobody", async () => {
    const world = await createWorld();
    const reference = `acme/retail@${digestOf("1")}`;
    expect(await observedOf(world, recipes(image(reference)))).toEqual([
      { reference, digest: digestOf("1"), local: false },
    ]);
    expect([world.images.asked, (await planNow(world, recipes(image(reference)))).hints]).toEqual([[], []]);
  });

  test("pins a local image without a word to mlx.lock", async () => {
    const world = await createWorld();
    world.images.known.set("mine:dev", imageOf("mine:dev", "1", true));
    const { changes, hints } = await planNow(world, recipes(image("mine:dev")));
    expect(changes).toMatchObject([{ after: { observed: { image: { local: true } } } }]);
    expect(hints).toEqual([]);
  });

  test("without containers asks nobody and reads no lock", async () => {
    const world = await createWorld();
    await planNow(world, desiredState());
    expect([world.images.asked, world.lock.reads]).toEqual([[], 0]);
  });

  test.each(["MLX4032", "MLX4033"] as const)("refuses an image that there is not (%s)", async (code) => {
    const world = await createWorld();
    world.images.known.set(retail, failure(code, `there is no ${retail}`));
    await expect(planNow(world, recipes(image(), image()))).rejects.toMatchObject({
      category: "configuration-invalid",
      diagnostics: [
        {
          code,
          severity: "error",
          summary: `there is no ${retail}`,
          detail: "It said so. Do something.",
          range: { file: "mlx.yaml", start: { line: 1 } },
          notes: [{ message: `recipe/b runs in ${retail}`, range: { start: { line: 2 } } }],
        },
      ],
    });
  });

  test.each(["MLX4030", "MLX4031", "MLX4034", "MLX4036"] as const)(
    "goes on where images cannot be looked up (%s)",
    async (code) => {
      const world = await createWorld();
      for (const name of [retail, "other:1"]) world.images.known.set(name, failure(code, "nobody answers"));
      const { plan: made, warnings } = await plan(world, recipes(image(), image("other:1")));
      expect(warnings).toMatchObject([
        {
          severity: "warning",
          code,
          summary: `images ${retail}, other:1 are not pinned: nobody answers`,
          notes: [{ message: "recipe/b runs in other:1" }],
        },
      ]);
      expect(made.changes).toMatchObject([{ after: { observed: {} } }, { after: { observed: {} } }]);
      expect(made.hints).toEqual([]);
    },
  );

  test("keeps what was applied where it cannot be looked up again", async () => {
    const world = await createWorld();
    const state = recipes(image("mine:dev"));
    world.images.known.set("mine:dev", imageOf("mine:dev", "1", true));
    await apply(world, state);
    world.images.known.set("mine:dev", failure("MLX4030", "there is no engine"));
    const { plan: made, warnings } = await plan(world, state);
    expect(made.changes).toEqual([]);
    expect(warnings).toMatchObject([
      { summary: "image mine:dev is not looked up again: there is no engine" },
    ]);
  });
});

describe("a build", () => {
  const state = recipes({ origin: { build: { context: "image", dockerfile: "prod.Dockerfile" } } });

  test("is a change when a file of its context is", async () => {
    const world = await createWorld();
    world.sources.set("/project/image", { "prod.Dockerfile": "FROM a", "app.py": "1" });
    await apply(world, state);
    expect((await planNow(world, state)).changes).toEqual([]);
    world.sources.set("/project/image", { "prod.Dockerfile": "FROM b", "app.py": "1" });
    expect((await planNow(world, state)).changes).toMatchObject([{ action: "update" }]);
  });

  test("may bring programs that its context does not show", async () => {
    const world = await createWorld();
    world.sources.set("/project/image", { Dockerfile: "FROM sagemaker" });
    const { resources, ...rest } = desiredState();
    const origin = { build: { context: "image", dockerfile: "Dockerfile" } };
    const built = resources.map((it) =>
      it.kind === "recipe" ? { ...it, spec: { ...it.spec, origin, executor: "docker" as const } } : it,
    );
    expect((await planNow(world, { ...rest, resources: built })).summary.create).toBe(5);
  });

  test("needs its Dockerfile and its context", async () => {
    const world = await createWorld();
    world.sources.set("/project/image", { Dockerfile: "FROM a" });
    await expect(planNow(world, state)).rejects.toMatchObject({
      diagnostics: [
        {
          code: "MLX3020",
          summary: "recipe/a is built by prod.Dockerfile, which is not in its context image",
        },
      ],
    });
    world.sources.delete("/project/image");
    await expect(planNow(world, state)).rejects.toMatchObject({ diagnostics: [{ code: "MLX3003" }] });
  });
});

describe("an apply", () => {
  test("is followed by an empty plan: image, build and source in a container", async () => {
    const world = await createWorld();
    world.images.known
      .set(retail, imageOf(retail, "1"))
      .set("python:3.12-slim", imageOf("python:3.12-slim", "2"));
    world.sources.set("/project/image", { Dockerfile: "FROM a" });
    const state = recipes(image(), { origin: { build: { context: "image", dockerfile: "Dockerfile" } } }, {});
    const record = await apply(world, state);
    expect(record.summary.create).toBe(3);
    const after = await planNow(world, state);
    expect([after.changes, after.consequences]).toEqual([[], []]);
  });

  test("is refused when an image moved after its plan", async () => {
    const world = await createWorld();
    world.images.known.set(retail, imageOf(retail, "1"));
    const made = await planNow(world, recipes(image()));
    world.images.known.set(retail, imageOf(retail, "2"));
    await expect(applyPlan(made, world.deps, "apply")).rejects.toMatchObject({
      code: "MLX3001",
      summary: `the plan is stale: the image ${retail} of recipe/a moved since it was made`,
    });
    expect((await world.store.resources.heads()).serial).toBe(0);
  });

  test("applies the image that was planned where nobody can be asked", async () => {
    const world = await createWorld();
    world.images.known.set(retail, imageOf(retail, "1"));
    const made = await planNow(world, recipes(image()));
    world.images.known.set(retail, failure("MLX4030", "there is no engine"));
    await applyPlan(made, world.deps, "apply");
    const [applied] = await world.store.resources.getMany([formatAddress({ kind: "recipe", name: "a" })]);
    expect(applied?.observed.image).toEqual(imageOf(retail, "1"));
  });

  test("pins no more than its plan; the next plan does", async () => {
    const world = await createWorld();
    world.images.known.set(retail, failure("MLX4030", "there is no engine"));
    const made = await planNow(world, recipes(image()));
    world.images.known.set(retail, imageOf(retail, "1"));
    await applyPlan(made, world.deps, "apply");
    const { changes } = await planNow(world, recipes(image()));
    expect(changes).toMatchObject([
      { action: "update", reasons: [expect.stringContaining(`image ${retail} pinned: sha256:`)], fields: [] },
    ]);
  });
});

describe("locking", () => {
  const lock = ({ deps }: World, state: DesiredState, upgrade = false, only: readonly string[] = []) =>
    lockImages(state.resources, deps, { upgrade, only });

  test("keeps what is pinned, and asks for the rest", async () => {
    const world = await createWorld();
    world.lock.images.set("a:1", imageOf("a:1", "old"));
    for (const name of ["a:1", "b:1"]) world.images.known.set(name, imageOf(name, "new"));
    expect(await lock(world, recipes(image("b:1"), image("a:1")))).toEqual([
      { image: imageOf("a:1", "old"), before: digestOf("old"), recipes: ["recipe/b"] },
      { image: imageOf("b:1", "new"), recipes: ["recipe/a"] },
    ]);
    expect(world.lock.images.size).toBe(1);
  });

  test("an upgrade asks the registries, for all images or for one", async () => {
    const world = await createWorld();
    const state = recipes(image("a:1"), image("b:1"), image("c:1", { pull: "never" }));
    for (const name of ["a:1", "b:1", "c:1"]) {
      world.lock.images.set(name, imageOf(name, "old"));
      world.images.known.set(name, imageOf(name, "new"));
    }
    expect((await lock(world, state, true)).map(({ image: found }) => found.digest)).toEqual(
      Array(3).fill(digestOf("new")),
    );
    expect(world.images.asked.map(({ pull }) => pull)).toEqual(["always", "always", "never"]);
    expect(await lock(world, state, true, ["b:1"])).toMatchObject([{ image: { reference: "b:1" } }]);
  });

  test("an upgrade asks no registry about an image that was made here", async () => {
    const world = await createWorld();
    world.images.known.set("mine:dev", imageOf("mine:dev", "1", true)).set("a:1", imageOf("a:1", "1"));
    await lock(world, recipes(image("mine:dev"), image("a:1")), true);
    expect(world.images.asked.filter(({ pull }) => pull === "always")).toEqual([
      { reference: "a:1", pull: "always" },
    ]);
  });

  test("an image that no recipe runs in, and images that are nowhere", async () => {
    const world = await createWorld();
    await expect(lock(world, recipes(image("a:1")), false, ["b:1"])).rejects.toMatchObject({
      code: "MLX3022",
      detail: "Recipes run in a:1.",
    });
    await expect(lock(world, recipes(image("a:1")))).rejects.toMatchObject({
      code: "MLX4032",
      summary: "there is no image a:1",
    });
    await expect(lock(world, recipes(image("a:1"), image("b:1")))).rejects.toMatchObject({
      code: "MLX4032",
      summary: "2 images cannot be looked up",
      diagnostics: [{ range: { start: { line: 1 } } }, { range: { start: { line: 2 } } }],
    });
  });
});
