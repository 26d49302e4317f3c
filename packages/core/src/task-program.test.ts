import { expect, it } from "vitest";
import type { Manifest } from "./artifact.ts";
import { digestOf } from "./json.ts";
import type { RecipeType, TaskName } from "./resource.ts";
import type { TaskProgram } from "./task-program.ts";
import { findTaskProgram } from "./task-program.ts";

/** Names that end in `*` are executable. */
function manifest(paths: readonly string[]): Manifest {
  const entry = (path: string) => {
    return { path: path.replace("*", ""), size: 0, executable: path.endsWith("*"), digest: digestOf("") };
  };
  return { version: 1, entries: paths.map(entry) };
}

it.each<[RecipeType, TaskName, string[], TaskProgram]>([
  ["Python", "train", ["train*", "train.py"], { type: "executable", path: "train" }],
  ["Tensorflow", "score", ["score.py"], { type: "script", path: "score.py" }],
  ["PySpark", "featurePipeline", ["feature_pipeline.py"], { type: "script", path: "feature_pipeline.py" }],
  ["R", "train", ["train.py", "train.R"], { type: "script", path: "train.R" }],
  ["R", "score", ["score.r"], { type: "script", path: "score.r" }],
  ["R", "score", ["score.py"], { type: "missing", lookedFor: ["score (executable)", "score.R", "score.r"] }],
  ["Spark", "train", ["lib/app.jar", "train.py"], { type: "script", path: "lib/app.jar" }],
  ["Spark", "train", [], { type: "missing", lookedFor: ["train (executable)", "one *.jar"] }],
  [
    "Spark",
    "train",
    ["a.jar", "b.jar"],
    { type: "missing", lookedFor: ["train (executable)", "one *.jar (there are 2)"] },
  ],
])("%s %s of %j", (type, task, paths, program) => {
  expect(findTaskProgram(task, undefined, manifest(paths), type)).toEqual(program);
});

it("prefers the recipe's command", () => {
  expect(findTaskProgram("train", ["x"], manifest(["train*"]), "Spark")).toEqual({
    type: "command",
    words: ["x"],
  });
});
