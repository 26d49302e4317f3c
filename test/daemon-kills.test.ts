/**
 * What `kill -9` of the daemon does to schedules and runs, at any moment and again and again, while the
 * wall clock jumps. The clock is libfaketime's, which reads it from a file; a program's own timers stay real.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { writesModel } from "./fixtures/project.ts";
import { titleOf } from "./machine.ts";
import { createSandbox, type RunningMlx, type Sandbox, until } from "./sandbox.ts";

const kills = Number(process.env.MLX_TEST_DAEMON_KILLS ?? 20);
const library = ["x86_64", "aarch64"]
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`)
  .find((path) => existsSync(path));
const withoutClock =
  library === undefined && process.env.MLX_TEST_CLOCK !== "required"
    ? "Debian's `faketime` is not installed"
    : undefined;

interface TickDocument {
  readonly nominal: string;
  readonly range: { readonly until: string; readonly count: number } | null;
  readonly outcome: string;
  readonly run: string | null;
}

interface RunDocument {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly scheduledAt: string;
  readonly attempts: readonly unknown[];
}

/** Leaves a model, and one letter in a file of its run for each time that it was started. */
const counting = `import os, time
with open(os.path.join(os.environ["SM_HP_starts"], os.environ["MLX_RUN_ID"]), "a") as file:
    file.write("x")
time.sleep(0.3)
${writesModel("model")}`;

/** One run that goes on until a file is there. */
function untilTold(folder: string): Readonly<Record<string, string>> {
  return {
    "mlx.yaml": `project: kills
recipes:
  wait: { type: Python, algorithm: Custom, source: ./recipe, defaults: { train: { folder: ${JSON.stringify(folder)} } } }
instances:
  waited: { recipe: wait, tasks: { train: {} } }
experiments:
  once: { instance: waited, task: train }
`,
    "recipe/train.py": `import os, time
folder = os.environ["SM_HP_folder"]
with open(os.path.join(folder, "starts"), "a") as file:
    file.write("x")
while not os.path.exists(os.path.join(folder, "end")):
    time.sleep(0.1)
${writesModel("model")}`,
    "told/.keep": "",
  };
}

/** Every minute; each run is made, however many are missed. */
function everyMinute(starts: string): Readonly<Record<string, string>> {
  return {
    "mlx.yaml": `project: kills
datasets:
  rows: { path: ./rows.csv }
recipes:
  count: { type: Python, algorithm: Custom, source: ./recipe, defaults: { train: { starts: ${JSON.stringify(starts)} } } }
instances:
  counted: { recipe: count, tasks: { train: { inputs: { train: rows } } } }
experiments:
  minutely:
    instance: counted
    schedule: { cron: "* * * * *", catchUp: all, catchUpLimit: 1000, concurrency: allow, maxConcurrent: 1000, queueLimit: 1000 }
`,
    "rows.csv": "a\n1\n",
    "recipe/train.py": counting,
    "starts/.keep": "",
  };
}

/** A sandbox whose programs see a wall clock of their own. */
async function withClock(): Promise<{
  readonly sandbox: Sandbox;
  readonly env: Readonly<Record<string, string>>;
  /** Moves the clock of all that runs. */
  jump(seconds: number): void;
}> {
  const sandbox = createSandbox();
  sandbox.write(everyMinute(sandbox.path("starts")));
  const file = sandbox.path("clock");
  let offset = 0;
  const jump = (seconds: number) => {
    offset += seconds;
    writeFileSync(file, `${offset < 0 ? "" : "+"}${offset}`);
  };
  jump(0);
  const env = {
    LD_PRELOAD: library ?? "",
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
  const { code, stderr } = await sandbox.mlxWith(env, "apply", "--yes");
  if (code !== 0) expect.fail(stderr);
  return { sandbox, env, jump };
}

async function startDaemon(
  sandbox: Sandbox,
  env: Readonly<Record<string, string>>,
  ...flags: readonly string[]
): Promise<RunningMlx> {
  const daemon = sandbox.startWith(env, "up", "--port", "0", ...flags);
  onTestFinished(() => void daemon.child.kill("SIGKILL"));
  return daemon;
}

const isUp = (daemon: RunningMlx) => () => {
  if (daemon.child.exitCode !== null) expect.fail(`the daemon ended:\n${daemon.output()}`);
  return / up\b/.test(daemon.output());
};

async function documents<T>(
  sandbox: Sandbox,
  env: Readonly<Record<string, string>>,
  key: string,
  ...words: string[]
) {
  const { stdout, stderr } = await sandbox.mlxWith(env, ...words, "--json");
  try {
    const document: Readonly<Record<string, readonly T[]>> = JSON.parse(stdout);
    return document[key] ?? [];
  } catch {
    throw new TypeError(`mlx ${words.join(" ")} printed no document:\n${stdout}${stderr}`);
  }
}

function readTicks(sandbox: Sandbox, env: Readonly<Record<string, string>>) {
  return documents<TickDocument>(sandbox, env, "ticks", "schedules", "history", "--limit", "10000");
}

/** All runs have ended, and what was decided is what it was when they were read: minutes go on. */
async function untilSettled(sandbox: Sandbox, env: Readonly<Record<string, string>>) {
  let found: { readonly ticks: readonly TickDocument[]; readonly runs: readonly RunDocument[] } = {
    ticks: [],
    runs: [],
  };
  await until("all runs of what was decided have ended", async () => {
    await untilAllEnded(sandbox, env);
    const ticks = await readTicks(sandbox, env);
    const runs = await documents<RunDocument>(sandbox, env, "runs", "runs", "list", "--limit", "10000");
    found = { ticks, runs };
    return (await readTicks(sandbox, env)).length === ticks.length && runs.every(hasEnded);
  });
  return found;
}

function hasEnded({ state }: RunDocument): boolean {
  return !["PENDING", "RUNNING", "RETRY"].includes(state);
}

/** Every minute between the first and the last that was decided, once; each run of them ended, started once. */
async function checkAll(sandbox: Sandbox, env: Readonly<Record<string, string>>): Promise<number> {
  const { ticks, runs } = await untilSettled(sandbox, env);
  const minutes = ticks
    .flatMap(({ nominal, range }) => {
      const [first, last] = [Date.parse(nominal), Date.parse(range?.until ?? nominal)];
      return Array.from({ length: (last - first) / 60_000 + 1 }, (_, index) => first + index * 60_000);
    })
    .sort((a, b) => a - b);
  const [first = 0] = minutes;
  expect(minutes).toEqual(minutes.map((_, index) => first + index * 60_000));
  const fired = ticks.filter(({ outcome }) => outcome === "FIRED");
  expect(runs.map(({ scheduledAt }) => scheduledAt).sort()).toEqual(
    fired.map(({ nominal }) => nominal).sort(),
  );
  for (const { id, state, attempts } of runs)
    expect({
      id,
      state,
      attempts: attempts.length,
      starts: readFileSync(sandbox.path("starts", id), "utf8"),
    }).toEqual({
      ...{ id, state: "DONE", attempts: 1, starts: "x" },
    });
  expect(
    readdirSync(sandbox.path("starts"))
      .filter((name) => name !== ".keep")
      .sort(),
  ).toEqual(runs.map(({ id }) => id).sort());
  return fired.length;
}

async function untilAllEnded(sandbox: Sandbox, env: Readonly<Record<string, string>>): Promise<void> {
  await until("all runs have ended", async () => {
    const words = ["runs", "list", "--state", "PENDING", "--state", "RUNNING", "--state", "RETRY"];
    return (await documents(sandbox, env, "runs", ...words)).length === 0;
  });
}

describe.skipIf(withoutClock !== undefined)(titleOf("daemons that are killed", withoutClock), () => {
  test(`kill -9 of the daemon ${kills} times at any moment: no nominal time is lost or fires twice, each run ends once`, {
    timeout: 120_000 + kills * 8000,
  }, async () => {
    const { sandbox, env, jump } = await withClock();
    for (let kill = 0; kill < kills; kill += 1) {
      const daemon = await startDaemon(sandbox, env);
      // Some die before they are up, the others at any moment of what a few minutes make them do.
      if (kill % 4 !== 0) await until("the daemon is up", isUp(daemon));
      jump(60 * (1 + (kill % 3)));
      await delay((kill * 97) % 1500);
      daemon.child.kill("SIGKILL");
      await daemon.finished;
    }
    await startDaemon(sandbox, env);
    // Who catches up starts within 30 s, by the wall clock.
    jump(60);
    await delay(2000);
    jump(45);
    expect(await checkAll(sandbox, env)).toBeGreaterThanOrEqual(kills);
  });

  test("a machine that slept for three days, and one whose clock was set back", {
    timeout: 300_000,
  }, async () => {
    const { sandbox, env, jump } = await withClock();
    const text = sandbox.read("mlx.yaml").replace("catchUp: all, catchUpLimit: 1000, ", "");
    sandbox.write({ "mlx.yaml": text });
    expect((await sandbox.mlxWith(env, "apply", "--yes")).code).toBe(0);
    const daemon = await startDaemon(sandbox, env);
    await until("the daemon is up", isUp(daemon));
    jump(60);
    await until("a run was made", () => daemon.output().includes("RUNNING"));
    await untilAllEnded(sandbox, env);
    jump(3 * 86_400);
    await until("the jump is told", () => /clock/.test(daemon.output()));
    await delay(2000);
    // Within a minute of the jump, so that only what the sleep coalesced comes due.
    jump(31);
    await untilAllEnded(sandbox, env);
    const ticks = await readTicks(sandbox, env);
    const coalesced = ticks.filter(({ outcome }) => outcome === "COALESCED");
    expect(coalesced).toHaveLength(1);
    expect(coalesced[0]?.range?.count).toBeGreaterThanOrEqual(3 * 1440 - 2);
    const before = (await readTicks(sandbox, env)).length;
    jump(-7200);
    await delay(3000);
    expect((await readTicks(sandbox, env)).length).toBe(before);
    await checkAll(sandbox, env);
  });

  test("two daemons on one store: each nominal time fires once", { timeout: 300_000 }, async () => {
    const { sandbox, env, jump } = await withClock();
    const other = await withClock();
    const store = sandbox.path(".mlx/mlx.db");
    const first = await startDaemon(sandbox, env);
    const second = await startDaemon(other.sandbox, env, "--store", store);
    await until("both are up", () => isUp(first)() && isUp(second)());
    for (let minute = 0; minute < 8; minute += 1) {
      jump(60);
      await delay(700);
    }
    jump(45);
    expect(await checkAll(sandbox, env)).toBeGreaterThanOrEqual(8);
  });
});

describe("two daemons on one store, in a state folder each", () => {
  test.each([
    ["is killed", async (daemon: RunningMlx) => void daemon.child.kill("SIGKILL")],
    [
      "is stopped with `mlx down --now`",
      async (_: RunningMlx, sandbox: Sandbox) => {
        const { code, stderr } = await sandbox.mlx("down", "--now");
        if (code !== 0) expect.fail(stderr);
      },
    ],
  ] as const)("one that %s leaves its run to its successor, not to the other", async (_, end) => {
    const sandbox = createSandbox();
    const other = createSandbox();
    const files = untilTold(sandbox.path("told"));
    for (const each of [sandbox, other]) each.write(files);
    const store = ["--store", sandbox.path(".mlx/mlx.db")];
    const applied = await sandbox.mlx("apply", "--yes");
    if (applied.code !== 0) expect.fail(applied.stderr);
    const first = await startDaemon(sandbox, {});
    await until("the first is up", isUp(first));
    expect((await sandbox.mlx("run", "experiment/once", "--detach")).code).toBe(0);
    const starts = () => sandbox.read("told/starts");
    await until("the program runs", () => existsSync(sandbox.path("told/starts")));
    await until("its start is known", async () => (await onlyRun(sandbox)).reason === "EXECUTING");
    const second = await startDaemon(other, {}, ...store);
    await until("the second is up", isUp(second));
    await end(first, sandbox);
    await first.finished;
    // Another command there leaves it alone, too; and the daemon looks for what was left every 15 s.
    expect((await other.mlx("runs", "list", ...store)).code).toBe(0);
    await delay(35_000);
    expect(starts()).toBe("x");
    expect(await onlyRun(sandbox)).toMatchObject({ state: "RUNNING" });
    const back = await startDaemon(sandbox, {});
    await until("it is back", isUp(back));
    sandbox.write({ "told/end": "" });
    await untilAllEnded(sandbox, {});
    const run = await onlyRun(sandbox);
    expect([run.state, run.attempts.length, starts()]).toEqual(["DONE", 1, "x"]);
  });
});

async function onlyRun(sandbox: Sandbox): Promise<RunDocument> {
  const [run, ...others] = await documents<RunDocument>(sandbox, {}, "runs", "runs", "list");
  if (run === undefined || others.length > 0) expect.fail(`${others.length + 1} runs`);
  return run;
}
