import type { RecipeType } from "@mlx/core";
import { expect, test } from "vitest";
import { findPrograms } from "./find-programs.ts";

const filesOf = (...paths: readonly string[]) =>
  paths.map((path) => ({ path: path.replace(/\*$/, ""), executable: path.endsWith("*") }));

test.each<[RecipeType, readonly string[]]>([
  ["Python", ["train.py"]],
  ["Python", ["score.py", "lib/train.py"]],
  ["Tensorflow", ["train*"]],
  ["R", ["train.R"]],
  ["PySpark", ["feature_pipeline.py"]],
  ["Spark", ["app.jar"]],
  ["Python", ["serve.py"]],
])("a %s recipe of %j needs no command", (type, paths) => {
  expect(findPrograms(filesOf(...paths), type)).toEqual({});
});

test("the modules of a package are run as such, those nearest to the root", () => {
  const files = filesOf(
    "retail/__init__.py",
    "retail/train.py",
    "retail/score.py",
    "retail/feature_pipeline.py",
    "retail/old/train.py",
    "retail-1.0.dist-info/METADATA",
    "not-a-module/train.py",
  );
  expect(findPrograms(files, "Python")).toEqual({
    command: {
      train: ["python", "-m", "retail.train"],
      score: ["python", "-m", "retail.score"],
      featurePipeline: ["python", "-m", "retail.feature_pipeline"],
    },
  });
  expect(findPrograms(filesOf("src/shop/train.py"), "PySpark")).toEqual({
    command: { train: ["python", "-m", "src.shop.train"] },
  });
});

test.each<[RecipeType, readonly string[], string]>([
  ["Python", [], "it holds no files"],
  ["Python", ["a/train.py", "b/score.py"], "both a and b hold programs of tasks"],
  [
    "Spark",
    ["a.jar", "b.jar"],
    "it holds no program of a task. Looked for preprocess (executable), one *.jar (there are 2)",
  ],
  ["R", ["pkg/train.R"], "train.R, train.r"],
  [
    "Python",
    ["README.md", ".hidden/train.py"],
    "at its root or in a package; there are README.md, .hidden/train.py",
  ],
])("a %s recipe of %j cannot be run", (type, paths, problem) => {
  expect(findPrograms(filesOf(...paths), type)).toMatchObject({ problem: expect.stringContaining(problem) });
});
