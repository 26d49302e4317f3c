import { existsSync, readFileSync } from "node:fs";
import { digestOf } from "@mlx/core";
import { expect, test } from "vitest";
import { applyPlan, lockImages, planChanges } from "../src/index.ts";
import { createFolder, type Folder, openIn, smallProject, value } from "./project-folder.ts";

/** No engine answers there. */
const nowhere = { PATH: process.env.PATH, DOCKER_HOST: "unix:///none/docker.sock" };

const projectOf = (image: string) => ({
  "mlx.yaml": `project: images
recipes:
  ready: { type: Python, image: "${image}" }
environments:
  dev: {}
  prod: { recipes: { ready: { image: "acme/retail:prod" } } }
`,
});
const lockOf = (...images: readonly string[]) =>
  JSON.stringify({
    version: 1,
    images: Object.fromEntries(images.map((name) => [name, { digest: digestOf(name) }])),
  });
const locked = (folder: Folder) => {
  const { images } = JSON.parse(readFileSync(folder.path("mlx.lock"), "utf8"));
  return Object.keys(images);
};

test("what any environment names stays, and the rest is dropped", async () => {
  const folder = createFolder({
    ...projectOf("acme/retail:1"),
    "mlx.lock": lockOf("acme/retail:0", "acme/retail:1", "acme/retail:prod"),
  });
  const project = await openIn(folder.root, { environment: "dev", processEnv: nowhere });
  expect(value(await lockImages(project, { upgrade: false, images: [] }))).toEqual([
    { reference: "acme/retail:0", state: "dropped", before: digestOf("acme/retail:0"), recipes: [] },
    {
      reference: "acme/retail:1",
      state: "kept",
      before: digestOf("acme/retail:1"),
      after: digestOf("acme/retail:1"),
      recipes: ["recipe/ready"],
    },
  ]);
  expect(locked(folder)).toEqual(["acme/retail:1", "acme/retail:prod"]);
});

test("nothing is dropped while another environment cannot be read", async () => {
  const { "mlx.yaml": text } = projectOf("acme/retail:1");
  const folder = createFolder({
    "mlx.yaml": text.replace("acme/retail:prod", "${var.missing}"),
    "mlx.lock": lockOf("acme/retail:0", "acme/retail:1"),
  });
  const project = await openIn(folder.root, { environment: "dev", processEnv: nowhere });
  value(await lockImages(project, { upgrade: false, images: [] }));
  expect(locked(folder)).toEqual(["acme/retail:0", "acme/retail:1"]);
});

test("an apply takes what is locked, drops what it no longer names, and writes no lock without images", async () => {
  const folder = createFolder({
    ...projectOf("acme/retail:1"),
    "mlx.lock": lockOf("acme/retail:0", "acme/retail:1"),
  });
  const project = await openIn(folder.root, { environment: "dev", processEnv: nowhere });
  const { plan, warnings } = value(await planChanges(project, {}));
  expect([plan.hints, warnings]).toEqual([[], []]);
  value(await applyPlan(project, { plan, command: "apply" }));
  expect(locked(folder)).toEqual(["acme/retail:1"]);

  const without = createFolder(smallProject);
  const plain = await openIn(without.root);
  value(await applyPlan(plain, { plan: value(await planChanges(plain, {})).plan, command: "apply" }));
  expect(existsSync(without.path("mlx.lock"))).toBe(false);
});

test("a lock that cannot be written after an apply says that the plan is applied", async () => {
  const folder = createFolder(projectOf("acme/retail:1"));
  const project = await openIn(folder.root, { environment: "dev", processEnv: nowhere });
  const { plan } = value(await planChanges(project, {}));
  const image = { reference: "acme/retail:1", digest: digestOf("1"), local: false };
  const hints = [{ type: "image-pin" as const, image, recipes: [] }];
  folder.write({ "mlx.lock": "{" });
  expect(await applyPlan(project, { plan: { ...plan, hints }, command: "apply" })).toMatchObject({
    ok: false,
    failure: { code: "MLX8013", detail: expect.stringContaining("as serial 1") },
  });
});

test("a plan without an engine warns, and a lock without one fails and writes nothing", async () => {
  const folder = createFolder(projectOf("acme/retail:1"));
  const project = await openIn(folder.root, { environment: "dev", processEnv: nowhere });
  const { plan, warnings } = value(await planChanges(project, {}));
  expect(plan.summary.create).toBe(1);
  expect(warnings).toMatchObject([{ severity: "warning", code: "MLX4030" }]);
  expect(await lockImages(project, { upgrade: false, images: [] })).toMatchObject({
    ok: false,
    failure: { code: "MLX4030" },
  });
  expect(existsSync(folder.path("mlx.lock"))).toBe(false);
});
