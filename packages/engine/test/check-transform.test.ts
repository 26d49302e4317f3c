import type { ExecutorName, PreparedResource } from "@mlx/core";
import { digestOfJson } from "@mlx/core";
import { expect, test } from "vitest";
import { checkTransform } from "../src/resources/check-transform.ts";
import { desiredState } from "./world.ts";

const transform = {
  ...{ split: "lines", contentType: "text/csv", maxPayload: 6, maxConcurrent: 3, timeoutSeconds: 20 },
} as const;

function prepared(executor: ExecutorName): readonly PreparedResource[] {
  return desiredState().resources.map((resource) => {
    const prepared: PreparedResource = { ...resource, observed: {}, digest: digestOfJson(1) };
    if (prepared.kind === "recipe") return { ...prepared, spec: { ...prepared.spec, executor } };
    if (prepared.kind !== "instance" || prepared.spec.tasks.score === undefined) return prepared;
    const { tasks } = prepared.spec;
    return {
      ...prepared,
      spec: { ...prepared.spec, tasks: { ...tasks, score: { ...prepared.spec.tasks.score, transform } } },
    };
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
