/** A real R, where one is installed. */
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkR } from "../src/index.ts";
import { execute, joinLines, pythonTask, readLines } from "../src/testing/conformance-tasks.ts";
import type { ProcessHarness } from "./process-harness.ts";
import { createProcessHarness, openProcessExecutor } from "./process-harness.ts";

let harness: ProcessHarness;
beforeAll(async () => {
  harness = await createProcessHarness();
});
afterAll(() => harness.close());

const quiet = { signal: new AbortController().signal, onProgress: () => {} };

async function rTask(files: { readonly [path: string]: string }, changes = {}) {
  const { command: _, ...task } = await pythonTask(harness, "");
  return { ...task, recipeType: "R" as const, source: await harness.addSource(files), ...changes };
}

function hasR(): boolean {
  if (process.env.MLX_TEST_R === "required") return true;
  try {
    execFileSync("Rscript", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasR())("a recipe in R (left out without Rscript)", () => {
  it("runs its script with the contract's variables", async () => {
    const task = await rTask(
      {
        "train.R": `source("lib.R")
cat(answer, Sys.getenv("SM_HP_rounds"), "VIRTUAL_ENV" %in% names(Sys.getenv()), "\\n")
writeLines("model", file.path(Sys.getenv("SM_MODEL_DIR"), "model.txt"))
`,
        "lib.R": "answer <- 42\n",
      },
      { parameters: { rounds: 7 } },
    );
    expect(await harness.executor.prepare(task, quiet)).toEqual({
      runtime: expect.stringMatching(/^R \d+\.\d+\.\d+$/),
      digest: expect.any(String),
      packages: [],
    });
    const { handle, exit } = await execute(harness.executor, task);
    const lines = await readLines(harness.executor, handle);
    expect(exit.exitCode, joinLines(lines, "stderr")).toBe(0);
    expect(joinLines(lines)).toBe("42 7 FALSE \n");
    expect((await harness.executor.collect(handle)).eventLog).toBeUndefined();
  });

  it("fails with R's message, and with its exit code", async () => {
    const task = await rTask({ "main.r": "quit(status = 75)\n", "score.R": 'stop("no rows")\n' });
    const score = await execute(harness.executor, { ...task, task: "score" });
    expect(score.exit.exitCode).toBe(1);
    expect((await harness.executor.collect(score.handle)).stderrTail.at(-1)).toBe("Error: no rows");
    const command = await rTask({ "main.r": "quit(status = 75)\n" }, { command: ["Rscript", "main.r"] });
    expect((await execute(harness.executor, command)).exit.exitCode).toBe(75);
  });

  it("is found by the doctor", async () => {
    expect(await checkR(process.env)).toEqual([
      { name: "R", outcome: "ok", detail: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
    ]);
  });
});

it("says what to install where there is no Rscript", async () => {
  const task = await rTask({ "train.R": "" });
  const executor = openProcessExecutor(harness.root, { PATH: "/nowhere" });
  await expect(executor.prepare(task, quiet)).rejects.toMatchObject({
    code: "MLX4044",
    summary: "there is no Rscript to run recipe/conformance with",
    detail: "Looked for it on the PATH: Rscript: ENOENT",
  });
  expect(await checkR({ PATH: "/nowhere" })).toMatchObject([{ name: "R", outcome: "warning" }]);
});
