import type { ExecutorName, PreparedResource, TransformSpec } from "@mlx/core";
import { digestOfJson } from "@mlx/core";
import { expect, test } from "vitest";
import { checkTransform } from "../src/resources/check-transform.ts";
import { desiredState } from "./world.ts";

const transform: TransformSpec = {
  split: "lines",
  contentType: "text/csv",
  maxPayload: 6,
  maxConcurrent: 3,
  timeoutSeconds: 20,
};

function prepared(executor: ExecutorName): readonly PreparedResource[] {
  const state = { observed: {}, digest: digestOfJson(1) };
  return desiredState().resources.map((resource): PreparedResource => {
    if (resource.kind === "recipe") return { ...resource, ...state, spec: { ...resource.spec, executor } };
    if (resource.kind !== "instance" || resource.spec.tasks.score === undefined)
      return { ...resource, ...state };
    const { tasks } = resource.spec;
    const score = { ...resource.spec.tasks.score, transform };
    return { ...resource, ...state, spec: { ...resource.spec, tasks: { ...tasks, score } } };
  });
}

test("a transform in containers is found before anything runs; as a process it is fine", () => {
  expect(checkTransform(prepared("docker"))).toMatchObject([
    {
      severity: "error",
      code: "MLX4062",
      summary: "recipe/plain runs in containers, where the `transform` of instance/small does not work yet",
    },
  ]);
  expect(checkTransform(prepared("process"))).toEqual([]);
});
