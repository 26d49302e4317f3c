/** Environments are made from a folder of wheels, so that no network is needed. */
import { execFileSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { identifyProcess } from "../src/job/process-identity.ts";
import { execute, joinLines, pythonTask, readLines } from "../src/testing/conformance-tasks.ts";
import type { ProcessHarness } from "./process-harness.ts";
import { createProcessHarness, openProcessExecutor } from "./process-harness.ts";

// Making an environment with pip takes seconds, on a busy machine many.
vi.setConfig({ testTimeout: 300_000 });

let harness: ProcessHarness;
let python: string;
/** With pip from here on: uv, where there is one, is not on this path. */
let withoutIndex: NodeJS.ProcessEnv;
let offline: NodeJS.ProcessEnv;
beforeAll(async () => {
  harness = await createProcessHarness();
  const wheels = join(harness.root, "wheels");
  await mkdir(wheels);
  for (const name of ["mlx_probe", "mlx_other"]) makeWheel(wheels, name);
  const show = "import sys; print(sys.executable)";
  python = execFileSync("python3", ["-c", show], { encoding: "utf8" }).trim();
  withoutIndex = { PATH: "/usr/bin:/bin", HOME: process.env.HOME, MLX_PYTHON: python };
  offline = { ...withoutIndex, PIP_NO_INDEX: "1", PIP_FIND_LINKS: wheels };
});
afterAll(() => harness.close());

function makeWheel(folder: string, name: string): void {
  const script = `import sys, zipfile
folder, name = sys.argv[1:]
info = name + "-1.0.dist-info/"
with zipfile.ZipFile(folder + "/" + name + "-1.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr(name + ".py", "value = 42\\n")
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: " + name + "\\nVersion: 1.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(info + "RECORD", "")
`;
  execFileSync("python3", ["-c", script, folder, name]);
}

async function prepare(
  requirements: string,
  options: {
    processEnv?: NodeJS.ProcessEnv;
    signal?: AbortSignal;
    onProgress?: (line: string) => void;
    files?: object;
  } = {},
) {
  const source = await harness.addSource({
    "main.py": "import mlx_probe\nprint(mlx_probe.value)\n",
    "requirements.txt": requirements,
    ...options.files,
  });
  const task = await pythonTask(harness, "", { source });
  const executor = openProcessExecutor(harness.root, options.processEnv ?? offline);
  const { signal = new AbortController().signal, onProgress = () => {} } = options;
  return { task, executor, lock: await executor.prepare(task, { signal, onProgress }) };
}

const environments = () => join(harness.root, "environments");

describe("an environment", () => {
  it("has what is required, and is made once", async () => {
    const progress: string[] = [];
    const files = { "more/base.txt": "mlx_other==1.0\n" };
    const onProgress = (line: string) => progress.push(line);
    const { task, executor, lock } = await prepare("mlx-probe  # the answer\n-r more/base.txt\n", {
      files,
      onProgress,
    });
    expect(lock.packages).toContain("mlx-probe==1.0");
    expect(lock.packages).toContain("mlx-other==1.0");
    expect(lock.packages).toEqual([...lock.packages].sort());
    expect(progress[0]).toMatch(/^Making an environment with Python 3\.\d+\.\d+ and pip$/);
    expect(progress.join("\n")).toMatch(/Installing mlx.probe, mlx.other/);
    const { handle, exit } = await execute(executor, task);
    expect(exit.exitCode).toBe(0);
    expect(joinLines(await readLines(executor, handle))).toBe("42\n");

    progress.length = 0;
    expect(
      (await prepare("mlx-probe  # the answer\n-r more/base.txt\n", { files, onProgress })).lock,
    ).toEqual(lock);
    expect(progress).toEqual([]);
  });

  it("is made anew when it was left half made, or its Python has gone", async () => {
    await rm(environments(), { recursive: true, force: true });
    const { lock } = await prepare("mlx-probe==1.0\n");
    const [key] = (await readdir(environments())).filter((name) => !name.endsWith(".lock"));
    const folder = join(environments(), key ?? "");
    await rm(join(folder, "environment.json"));
    await mkdir(join(folder, "half-made"));
    expect((await prepare("mlx-probe==1.0\n")).lock).toEqual(lock);
    expect(await readdir(folder)).not.toContain("half-made");

    const marker: { name: string } = JSON.parse(await readFile(join(folder, "environment.json"), "utf8"));
    await rm(join(folder, marker.name, "bin", "python"));
    expect((await prepare("mlx-probe==1.0\n")).lock).toEqual(lock);
  });

  it("is made by one when several need it at once", async () => {
    await rm(environments(), { recursive: true, force: true });
    const progress: string[] = [];
    const onProgress = (line: string) => progress.push(line);
    const both = await Promise.all([
      prepare("mlx_probe\n", { onProgress }),
      prepare("mlx_probe\n", { onProgress }),
    ]);
    expect(both[0].lock).toEqual(both[1].lock);
    expect(progress.filter((line) => line.startsWith("Making"))).toHaveLength(1);
    expect(progress).toContain("Waiting for another mlx that makes the same environment");
  });
});

describe("a failure", () => {
  it.each([
    ["no-such-package==3\n", "MLX4003", "there is no package or version that satisfies no-such-package==3"],
    ["./package\n", "MLX4003", "requirements.txt:1 asks for a package by its path: ./package"],
    [
      "\n-r ../out.txt\n",
      "MLX4003",
      "requirements.txt:2 includes ../out.txt, which is not in the source folder",
    ],
  ])("names what cannot be installed: %j", async (requirements, code, summary) => {
    await expect(prepare(requirements)).rejects.toMatchObject({ code, summary });
  });

  it("leaves nothing behind", async () => {
    await rm(environments(), { recursive: true, force: true });
    await expect(prepare("no-such-package\n")).rejects.toMatchObject({ code: "MLX4003" });
    const [key] = await readdir(environments());
    expect(await readdir(join(environments(), key ?? ""))).toEqual([]);
  });

  it("tells an index that cannot be reached from a package that there is not", async () => {
    const index = "http://127.0.0.1:9/simple";
    const processEnv = { ...withoutIndex, PIP_INDEX_URL: index, PIP_RETRIES: "1" };
    await expect(prepare("mlx-probe>=1\n", { processEnv })).rejects.toMatchObject({
      code: "MLX4004",
      summary: "the package index cannot be reached",
    });
  });

  it("says so when there is no Python", async () => {
    await expect(prepare("", { processEnv: { PATH: "/nowhere" } })).rejects.toMatchObject({
      code: "MLX4001",
    });
    const processEnv = { ...offline, MLX_PYTHON: "/nowhere/python3" };
    await expect(prepare("", { processEnv })).rejects.toMatchObject({
      code: "MLX4001",
      detail: expect.stringContaining("/nowhere/python3 (from MLX_PYTHON)"),
    });
  });
});

/** A Python that does something else when it is to make a virtual environment. */
async function wrapPython(instead: string): Promise<string> {
  const path = join(await harness.makeFolder(), "python3");
  // Asked which one it is, it answers with its own path.
  const answer = `"${python}" "$@" | sed "s|^${python}\t|${path}\t|"`;
  await writeFile(path, `#!/bin/sh\ncase "$*" in *venv*) ${instead};; esac\n${answer}\n`);
  await chmod(path, 0o755);
  return path;
}

describe("a Python without venv", () => {
  it("is said to be one, with the remedy", async () => {
    const MLX_PYTHON = await wrapPython('echo "ensurepip is not available"; exit 1');
    const failure = await prepare("", {
      processEnv: { ...offline, MLX_PYTHON },
      files: { "a.txt": "1" },
    }).catch((error) => error);
    expect(failure).toMatchObject({ code: "MLX4002", detail: "ensurepip is not available" });
    expect(failure.next[0]).toContain("apt install python3-venv");
  });

  it("can be given up while it is at work", async () => {
    const pids = join(await harness.makeFolder(), "pids");
    const MLX_PYTHON = await wrapPython(`echo $$ > ${pids}; echo Collecting numpy; exec sleep 600`);
    const stop = new AbortController();
    const reason = new Error("enough");
    const waiting = prepare("", {
      processEnv: { ...offline, MLX_PYTHON },
      signal: stop.signal,
      files: { "b.txt": "1" },
    });
    const timer = setInterval(() => {
      void readFile(pids, "utf8").then(
        (text) => text.endsWith("\n") && stop.abort(reason),
        () => {},
      );
    }, 20);
    await expect(waiting).rejects.toBe(reason);
    clearInterval(timer);
    expect(identifyProcess(Number(await readFile(pids, "utf8")))).toBeUndefined();
  });
});
