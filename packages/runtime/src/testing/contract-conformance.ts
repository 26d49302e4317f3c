import { lstat, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DatasetFile, MetricPoint } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { execute, joinLines, pythonTask, readLines, waitForLine } from "./conformance-tasks.ts";
import type { ExecutorHarness } from "./executor-conformance.ts";

const smallFiles = 100_000;

/** What a task is given, and what is taken from it. */
export function contractConformance(current: () => ExecutorHarness): void {
  describe("contract", () => {
    it("gives parameters, inputs and folders, and collects outputs, metrics and the failure", async () => {
      const path = join(await current().makeFolder(), "data.csv");
      await writeFile(path, "a,b\n1,2\n");
      const { size, mtimeMs } = await stat(path);
      const input: DatasetFile = { name: "part/data.csv", path, size, modifiedAt: mtimeMs };
      const program = `import json, os
E = os.environ
print(open(os.path.join(E["SM_CHANNEL_TRAIN"], "part", "data.csv")).read(), end="")
config = json.load(open(os.path.join(E["SM_INPUT_CONFIG_DIR"], "hyperparameters.json")))
print(json.dumps([config, E["SM_HP_rate"], json.loads(E["SM_HPS"]), E["GREETING"], E["MLX_TASK"], os.path.exists("main.py")]))
open(os.path.join(E["SM_MODEL_DIR"], "model.bin"), "w").write("model")
open(os.path.join(E["MLX_OUTPUT_PREDICTIONS"], "p.csv"), "w").write("p")
open(os.path.join(E["SM_OUTPUT_DIR"], "failure"), "w").write("it was too hot\\n")
open(os.path.join(E["MLX_CHECKPOINT_DIR"], "one"), "w").write("1")
json.dump({"rmse": 1.5, "by": {"store": float("nan"), "ok": True}, "note": "x"}, open(os.path.join(E["SM_OUTPUT_DIR"], "metrics.json"), "w"))
`;
      const task = await pythonTask(current(), program, {
        parameters: { rate: 0.5, layers: [1, 2], deep: true },
        env: { GREETING: "hello" },
        inputs: { train: [input] },
        outputChannels: ["predictions"],
      });
      const { executor } = current();
      const { handle, exit } = await execute(executor, task);
      const texts = { rate: "0.5", layers: "[1,2]", deep: "true" };
      const [header, row, seen] = joinLines(await readLines(executor, handle)).split("\n");
      expect([header, row]).toEqual(["a,b", "1,2"]);
      expect(JSON.parse(seen ?? "")).toEqual([texts, "0.5", texts, "hello", "train", true]);
      expect(exit.exitCode).toBe(0);
      const outputs = await executor.collect(handle);
      expect(await readFile(join(outputs.modelFolder, "model.bin"), "utf8")).toBe("model");
      expect(await readdir(outputs.outputFolders.predictions ?? "")).toEqual(["p.csv"]);
      expect(outputs.failure).toBe("it was too hot");
      expect(outputs.finalMetrics).toEqual({ rmse: 1.5, "by.store": Number.NaN, "by.ok": 1 });
      expect(outputs.warnings).toEqual([]);
    });

    it("gives what an earlier step left, read-only, and takes plots and a signature", async () => {
      const { executor, addSource } = current();
      const artifact = await addSource({ "part/a.csv": "1,2\n" });
      const program = `import json, os
E = os.environ
folder = E["SM_CHANNEL_PREPARED"]
print(open(os.path.join(folder, "part", "a.csv")).read(), end="")
config = json.load(open(os.path.join(E["SM_INPUT_CONFIG_DIR"], "mlx.json")))
print(json.dumps([json.loads(E["SM_CHANNELS"]), config["inputs"], os.stat(os.path.join(folder, "part", "a.csv")).st_mode & 0o222]))
open(os.path.join(E["SM_OUTPUT_DIR"], "plots", "history.csv"), "w").write("step,loss\\n0,1\\n")
json.dump({"inputs": ["a", "b"]}, open(os.path.join(E["SM_OUTPUT_DIR"], "signature.json"), "w"))
`;
      const files = [{ name: "part/a.csv", size: 4 }];
      const task = await pythonTask(current(), program, { passedInputs: { prepared: { artifact, files } } });
      const { handle, exit } = await execute(executor, task);
      expect(exit.exitCode).toBe(0);
      const [row, seen] = joinLines(await readLines(executor, handle)).split("\n");
      expect([row, JSON.parse(seen ?? "")]).toEqual(["1,2", [["prepared"], { prepared: files }, 0]]);
      const { plotsFolder = "", signature, warnings } = await executor.collect(handle);
      expect(await readFile(join(plotsFolder, "history.csv"), "utf8")).toBe("step,loss\n0,1\n");
      expect([signature, warnings]).toEqual([{ inputs: ["a", "b"] }, []]);
    });

    it.each([
      ["is not JSON", "w('{\"inputs\": ')", "signature.json is not JSON; passed over"],
      ["is too large", "w('1' * 300_000)", "signature.json is larger than 262144 bytes; passed over"],
      ["is a link", "os.symlink('/etc/hostname', path)", undefined],
    ])("passes a signature over that %s", async (_, write, warning) => {
      const program = `import os
path = os.path.join(os.environ["SM_OUTPUT_DIR"], "signature.json")
w = lambda text: open(path, "w").write(text)
${write}
`;
      const { executor } = current();
      const { handle } = await execute(executor, await pythonTask(current(), program));
      const { signature, plotsFolder, warnings } = await executor.collect(handle);
      expect([signature, plotsFolder, warnings]).toEqual([
        undefined,
        undefined,
        warning === undefined ? [] : [warning],
      ]);
    });

    it.each([
      ["a channel", "output/data/predictions"],
      ["the folder of the channels", "output/data"],
      ["the folder of all outputs", "output"],
      ["the model's folder", "model"],
    ])("tells that the program put a link in the place of %s", async (_, name) => {
      const outside = await current().makeFolder();
      for (const folder of ["predictions", "data/predictions"]) {
        await mkdir(join(outside, folder), { recursive: true });
      }
      const program = `import os, shutil
path = os.path.join(os.path.dirname(os.environ["SM_MODEL_DIR"]), ${JSON.stringify(name)})
try:
    shutil.rmtree(path)
    os.symlink(${JSON.stringify(outside)}, path)
    print("replaced")
except OSError:
    # Where it is a mount, it can be emptied and not be removed.
    for folder in ("data/predictions", "data", "predictions"): os.makedirs(os.path.join(path, folder), exist_ok=True)
    print("stayed")
`;
      const { executor } = current();
      const task = await pythonTask(current(), program, { outputChannels: ["predictions"] });
      const { handle, exit } = await execute(executor, task);
      expect(exit.exitCode).toBe(0);
      const { modelFolder, outputFolders, replacedFolders } = await executor.collect(handle);
      const isReplaced = joinLines(await readLines(executor, handle)) === "replaced\n";
      const channel = outputFolders.predictions ?? "";
      expect((await lstat(join(dirname(modelFolder), name))).isSymbolicLink()).toBe(isReplaced);
      expect(replacedFolders).toEqual(isReplaced ? [name === "model" ? modelFolder : channel] : []);
      // The folder above a channel is never a mount.
      if (name.startsWith("output/")) expect(isReplaced).toBe(true);
    });

    it("tells that the program removed the folder of a channel", async () => {
      const { executor } = current();
      const program = `import os\nos.rmdir(os.environ["MLX_OUTPUT_PREDICTIONS"])\n`;
      const task = await pythonTask(current(), program, { outputChannels: ["predictions"] });
      const { handle } = await execute(executor, task);
      const { outputFolders, replacedFolders } = await executor.collect(handle);
      expect(replacedFolders).toEqual(Object.values(outputFolders));
    });

    it("keeps checkpoints for the next attempt, and nothing else", async () => {
      const program = `import os
E = os.environ
folder = E["MLX_CHECKPOINT_DIR"]
print(sorted(os.listdir(folder)), sorted(os.listdir(E["SM_MODEL_DIR"])))
for place in (folder, E["SM_MODEL_DIR"]): open(os.path.join(place, E["MLX_ATTEMPT"]), "w").close()
`;
      const { executor } = current();
      const task = await pythonTask(current(), program);
      await execute(executor, task);
      const { handle } = await execute(executor, { ...task, attempt: 2 });
      expect(joinLines(await readLines(executor, handle))).toBe("['1'] []\n");
    });

    it("has secrets in the task's environment, and nowhere on disk, in a log or a command line", async () => {
      const secret = "s3cr3t-0f-the-suite";
      const program = `import os, sys, time
assert os.environ["TOKEN"] == os.environ["SM_HP_password"] == ${JSON.stringify(secret.slice(0, 6))} + ${JSON.stringify(secret.slice(6))}
print("the token is", os.environ["TOKEN"])
sys.stdout.write("split: " + os.environ["TOKEN"][:7]); sys.stdout.flush(); time.sleep(0.3)
print(os.environ["TOKEN"][7:], flush=True)
open(os.path.join(os.environ["SM_OUTPUT_DIR"], "failure"), "w").write("bad " + os.environ["TOKEN"])
time.sleep(1)
`;
      const { executor, stateFolders } = current();
      const task = await pythonTask(current(), program, {
        env: { TOKEN: secret },
        parameters: { password: secret },
        secretValues: [secret],
      });
      const handle = await executor.submit(task);
      await waitForLine(executor, handle, "split: ***");
      expect(await commandLines()).not.toContain(secret);
      const exit = await executor.wait(handle, AbortSignal.timeout(60_000));
      expect(exit.exitCode).toBe(0);
      expect(joinLines(await readLines(executor, handle))).toBe("the token is ***\nsplit: ***\n");
      expect((await executor.collect(handle)).failure).toBe("bad ***");
      const found = await Promise.all(stateFolders.map((folder) => findInFiles(folder, secret)));
      expect(found.flat()).toEqual([]);
    });

    it("has nothing of a secret on disk either where it stands in JSON", async () => {
      const secret = 'pa"ss\\word-123é';
      const program = `import json, os, sys
for name in ("SM_HPS", "SM_TRAINING_ENV", "SM_HP_nested", "SM_USER_ARGS"):
    text = os.environ[name]
    print(text); print(json.dumps(text)); print(json.dumps(text, ensure_ascii=False), file=sys.stderr)
    if name != "SM_USER_ARGS": print(json.dumps(json.loads(text)))
print(json.dumps(dict(os.environ)))
open(os.path.join(os.environ["SM_OUTPUT_DIR"], "failure"), "w").write(os.environ["SM_HPS"])
`;
      const { executor, stateFolders } = current();
      const task = await pythonTask(current(), program, {
        env: { TOKEN: secret },
        parameters: { password: secret, nested: { key: `with ${secret} inside` } },
        secretValues: [secret],
      });
      const { handle, exit } = await execute(executor, task);
      expect(exit.exitCode).toBe(0);
      const texts = { password: "***", nested: '{"key":"with *** inside"}' };
      const [hps, again] = joinLines(await readLines(executor, handle)).split("\n");
      expect([hps, again]).toEqual([JSON.stringify(texts), JSON.stringify(JSON.stringify(texts))]);
      const found = await Promise.all(stateFolders.map((folder) => findInFiles(folder, "word-123")));
      expect(found.flat()).toEqual([]);
    });

    it("takes metrics while they are written, and passes over what is none", async () => {
      const program = `import os, sys, time
with open(os.environ["MLX_METRICS_FILE"], "a", buffering=1) as f:
    f.write('{"name": "loss", "value": 0.5, "ts": 100.5}\\n{"name": "loss", "value": NaN, "ts": 101}\\n{"name": "lo')
    f.flush(); print("half", flush=True)
    sys.stdin = None
    while not os.path.exists(os.path.join(os.environ["MLX_CHECKPOINT_DIR"], "go")): time.sleep(0.02)
    f.write('ss", "value": 0.25, "step": 7, "ts": 102}\\nnonsense\\n{"values": {"a": 1, "b": -Infinity}, "step": 3, "ts": 103}')
`;
      const { executor } = current();
      const task = await pythonTask(current(), program);
      const handle = await executor.submit(task);
      await waitForLine(executor, handle, "half");
      const first = await executor.metrics(handle, 0);
      const early: MetricPoint[] = [
        { name: "loss", value: 0.5, step: 0, at: 100_500 },
        { name: "loss", value: Number.NaN, step: 1, at: 101_000 },
      ];
      expect(first).toMatchObject({ points: early, problems: [] });
      // The second attempt shares the checkpoints: it tells the first to go on.
      const go = 'import os\nopen(os.path.join(os.environ["MLX_CHECKPOINT_DIR"], "go"), "w").close()\n';
      const second = await pythonTask(current(), go, { runId: task.runId, attempt: 2 });
      await execute(executor, second);
      await executor.wait(handle, AbortSignal.timeout(60_000));
      const rest = await current().reopen().metrics(handle, first.cursor);
      expect(rest.points).toEqual([
        { name: "loss", value: 0.25, step: 7, at: 102_000 },
        { name: "a", value: 1, step: 3, at: 103_000 },
        { name: "b", value: Number.NEGATIVE_INFINITY, step: 3, at: 103_000 },
      ]);
      expect(rest.problems).toEqual(["metrics.jsonl line 4: is not JSON"]);
      expect((await executor.metrics(handle, rest.cursor)).points).toEqual([]);
      expect((await executor.collect(handle)).warnings).toHaveLength(1);
    });

    it("passes over metrics whose time or step cannot be", async () => {
      const program = `import os
open(os.environ["MLX_METRICS_FILE"], "w").write(
    '{"name": "a", "value": 1, "ts": 1763640000000000000}\\n{"name": "b", "value": 2, "step": 0.5}\\n{"name": "c", "value": 3, "ts": 1}\\n')
`;
      const { executor } = current();
      const { handle } = await execute(executor, await pythonTask(current(), program));
      const { points, problems } = await executor.metrics(handle, 0);
      expect(points).toEqual([{ name: "c", value: 3, step: 0, at: 1000 }]);
      expect(problems).toEqual([
        'metrics.jsonl line 1: "ts" is not a time in seconds since 1970',
        'metrics.jsonl line 2: "step" is not a whole number below 2^53',
      ]);
      expect((await executor.collect(handle)).warnings).toHaveLength(1);
    });

    it("is cleaned up at any time after the end, also of a failure, also twice, and can then go on", async () => {
      const program = `import os, sys
E = os.environ
print(sorted(os.listdir(E["MLX_CHECKPOINT_DIR"])))
open(os.path.join(E["MLX_CHECKPOINT_DIR"], E["MLX_ATTEMPT"]), "w").close()
os.mkdir(os.path.join(E["SM_MODEL_DIR"], "locked"))
open(os.path.join(E["SM_MODEL_DIR"], "locked", "file"), "w").close()
os.chmod(os.path.join(E["SM_MODEL_DIR"], "locked"), 0o500)
sys.exit(int(E["MLX_ATTEMPT"]) % 2)
`;
      const { executor, reopen } = current();
      const task = await pythonTask(current(), program);
      const { handle, exit } = await execute(executor, task);
      expect(exit.exitCode).toBe(1);
      const { modelFolder } = await executor.collect(handle);
      const lines = await readLines(executor, handle);
      await executor.cleanup(handle, { keepFiles: true });
      expect(await readdir(modelFolder)).toEqual(["locked"]);
      await Promise.all([executor.cleanup(handle), reopen().cleanup(handle)]);
      const second = await execute(executor, { ...task, attempt: 2 });
      expect(second.exit.exitCode).toBe(0);
      expect(joinLines(await readLines(executor, second.handle))).toBe("['1']\n");
      await executor.cleanup(handle);
      await expect(readdir(modelFolder)).rejects.toThrow("ENOENT");
      expect(await readLines(reopen(), handle)).toEqual(lines);
      expect(await reopen().observe(handle)).toEqual({ phase: "exited", exit });
      expect(await executor.submit(task)).toEqual(handle);
      await expect(readdir(modelFolder)).rejects.toThrow("ENOENT");
    });

    it(`lets a task write ${smallFiles} small files, and removes them`, { timeout: 300_000 }, async () => {
      const program = `import os
for i in range(${smallFiles}):
    os.close(os.open(os.path.join(os.environ["SM_MODEL_DIR"], str(i)), os.O_CREAT | os.O_WRONLY))
`;
      const { executor } = current();
      const { handle, exit } = await execute(executor, await pythonTask(current(), program), 280_000);
      expect(exit.exitCode).toBe(0);
      const { modelFolder } = await executor.collect(handle);
      expect(await readdir(modelFolder)).toHaveLength(smallFiles);
      await executor.cleanup(handle);
      await expect(readdir(modelFolder)).rejects.toThrow("ENOENT");
    });
  });
}

async function commandLines(): Promise<string> {
  const processes = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const texts = processes.map((pid) => readFile(`/proc/${pid}/cmdline`, "latin1").catch(() => ""));
  return (await Promise.all(texts)).join("\n");
}

async function findInFiles(folder: string, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    // Documents are written beside their place and moved there: one of those may be gone by now.
    if (entry.isFile() && (await readFile(path, "latin1").catch(() => "")).includes(text)) found.push(path);
  }
  return found;
}
