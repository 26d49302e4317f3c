import type { Manifest, RecipeType } from "@mlx/core";
import { digestOf } from "@mlx/core";
import { expect, it } from "vitest";
import { findProgram, resolveProgram } from "./find-program.ts";

function manifest(...paths: string[]): Manifest {
  const entry = (path: string) => ({
    path: path.replace("*", ""),
    size: 0,
    executable: path.endsWith("*"),
    digest: digestOf(""),
  });
  return { version: 1, entries: paths.map(entry) };
}
const place = { python: "/env/bin/python", code: "/job/code" };
const train = { recipe: "recipe/r", recipeType: "Python", task: "train" } as const;
const features = { ...train, task: "featurePipeline" } as const;
const ofType = (recipeType: RecipeType) => ({ ...train, recipeType });

it.each([
  [train, manifest("train*", "train.py"), ["/job/code/train"]],
  [train, manifest("train", "train.py"), ["/env/bin/python", "train.py"]],
  [features, manifest("feature_pipeline.py"), ["/env/bin/python", "feature_pipeline.py"]],
  [features, manifest("featurePipeline*"), ["/job/code/featurePipeline"]],
  [{ ...train, command: ["python", "-m", "pkg"] }, manifest(), ["/env/bin/python", "-m", "pkg"]],
  [{ ...train, command: ["./run.sh", "python"] }, manifest(), ["/job/code/run.sh", "python"]],
  [{ ...train, command: ["bash", "run.sh"] }, manifest(), ["bash", "run.sh"]],
  [ofType("Tensorflow"), manifest("train.py"), ["/env/bin/python", "train.py"]],
  [ofType("R"), manifest("train.R"), ["Rscript", "train.R"]],
  [ofType("PySpark"), manifest("train.py"), ["train.py"]],
  [{ ...ofType("PySpark"), command: ["python", "-m", "pkg"] }, manifest(), ["python", "-m", "pkg"]],
  [ofType("Spark"), manifest("lib/app.jar"), ["lib/app.jar"]],
])("%j", (task, files, expected) => {
  expect(resolveProgram(findProgram(task, files), place)).toEqual(expected);
});

it("says what it looked for", () => {
  expect(() => findProgram(train, manifest("src/train.py", "train"))).toThrow(
    expect.objectContaining({
      code: "MLX4011",
      detail: "Its source folder has none of: train (executable), train.py.",
    }),
  );
});
