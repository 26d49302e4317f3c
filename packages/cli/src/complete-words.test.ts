import { expect, test } from "vitest";
import { commandList } from "./command-list.ts";
import { completeWords } from "./complete-words.ts";

const complete = async (...words: readonly string[]) => {
  const { candidates, wanted } = await completeWords(words, commandList);
  const started = candidates.map(({ word }) => word).filter((word) => word.startsWith(words.at(-1) ?? ""));
  return { words: started, wanted: wanted?.completes };
};

test("commands, without hidden ones", async () => {
  expect(await complete("pl")).toEqual({ words: ["plan"], wanted: undefined });
  expect((await complete("")).words).not.toContain("worker");
});

test("flags of the command, and the global ones", async () => {
  expect(await complete("plan", "--de")).toEqual({
    words: ["--detailed-exitcode", "--destroy"],
    wanted: undefined,
  });
  expect((await complete("--e")).words).toEqual(["--env"]);
});

test("sub-commands, and their arguments", async () => {
  expect(await complete("models", "sh")).toEqual({ words: ["show"], wanted: undefined });
  expect(await complete("models", "show", "")).toEqual({ words: [], wanted: "model" });
  expect(await complete("models", "get", "x@v1", "")).toEqual({ words: [], wanted: "folder" });
});

test("choices and things to be looked up", async () => {
  expect(await complete("completion", "z")).toEqual({ words: ["zsh"], wanted: undefined });
  expect(await complete("run", "exp")).toEqual({ words: [], wanted: "runnable" });
  expect(await complete("runs", "--state", "F")).toEqual({ words: ["FAILED"], wanted: undefined });
  expect(await complete("--env", "")).toEqual({ words: [], wanted: "environment" });
  expect(await complete("logs", "-f", "")).toEqual({ words: [], wanted: "run" });
  expect(await complete("fmt", "a.yaml", "b")).toEqual({ words: [], wanted: "file" });
  expect(await complete("lineage", "x", "")).toEqual({ words: [], wanted: undefined });
});

test("names are looked up where -C points", async () => {
  const { wanted } = await completeWords(["-C", "/elsewhere", "history", ""], commandList);
  expect(wanted).toEqual({ completes: "address", directory: "/elsewhere" });
});
