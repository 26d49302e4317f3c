import { type ApplyRecord, digestOf, MlxError, type Plan } from "@mlx/core";
import { expect, test } from "vitest";
import { createFakeInterrupts, runFake } from "../test/fake-context.ts";
import { diagnosticOf, fullPlan, modelOf, planOf, recordOf, runOf } from "../test/values.ts";
import type { App } from "./app.ts";

const unblocked: Plan = { ...fullPlan(), blocks: [] };
const blockedFailure = new MlxError({
  code: "MLX3002",
  category: "blocked",
  summary: "the plan is blocked: recipe/retail-gbm is protected",
});
const planned = (plan: Plan) => ({
  planChanges: async () =>
    ({
      ok: true,
      value: {
        plan,
        warnings: [],
        profiles: {},
        blocked: plan.blocks.length > 0 ? blockedFailure : undefined,
      },
    }) as const,
});
const invalid = new MlxError({
  code: "MLX8002",
  category: "configuration-invalid",
  summary: "the configuration has 1 error",
  diagnostics: [diagnosticOf()],
});
const failing = (failure: MlxError) => ({ planChanges: async () => ({ ok: false, failure }) as const });

function appliedRecord(plan: Plan): ApplyRecord {
  return {
    id: "a0a0a0a0-0000-4000-8000-000000000001",
    serial: plan.serial + 1,
    at: "2026-01-31T12:00:00.000Z",
    actor: "ada@host",
    command: "apply",
    configDigest: digestOf("config"),
    summary: plan.summary,
    changes: plan.changes.map(({ action, address, reasons }) => ({ action, address, reasons })),
  };
}

test("version", async () => {
  expect(await runFake(["version", "-q"])).toEqual({ exit: 0, stdout: "1.2.3", stderr: "" });
  const { stdout } = await runFake(["version", "--json"]);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    kind: "version",
    mlx: "1.2.3",
    node: process.versions.node,
  });
});

test("what is not understood: usage on stderr, or a document on stdout", async () => {
  expect(await runFake(["plan", "--frce"])).toEqual({
    exit: 1,
    stdout: "",
    stderr: "error MLX8100: unknown option `--frce`\n  usage: mlx plan [FLAGS]\n  next: `mlx plan --help`",
  });
  const { exit, stdout, stderr } = await runFake(["plan", "--frce", "--json"]);
  expect({ exit, stderr, document: JSON.parse(stdout) }).toEqual({
    exit: 1,
    stderr: "",
    document: {
      version: 1,
      kind: "error",
      code: "MLX8100",
      category: "error",
      summary: "unknown option `--frce`",
      detail: "usage: mlx plan [FLAGS]",
      next: ["`mlx plan --help`"],
      where: null,
      diagnostics: [],
    },
  });
});

test("plan: exit 0, or 2 with --detailed-exitcode when there are changes", async () => {
  const app = planned(unblocked);
  expect((await runFake(["plan"], { app })).exit).toBe(0);
  expect((await runFake(["plan", "--detailed-exitcode"], { app })).exit).toBe(2);
  expect((await runFake(["plan", "--detailed-exitcode"], { app: planned(planOf()) })).exit).toBe(0);
});

test("plan --json is the whole plan", async () => {
  const { stdout } = await runFake(["plan", "--json"], { app: planned(unblocked) });
  const { version: _, ...rest } = unblocked;
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    kind: "plan",
    ...JSON.parse(JSON.stringify(rest)),
    ...{ runs: [], drift: [], unmanaged: [] },
    warnings: [],
    profiles: {},
  });
});

test("a blocked plan is shown, and exits with 5", async () => {
  const { exit, stdout, stderr } = await runFake(["plan"], { app: planned(fullPlan()) });
  expect({ exit, stdout: stdout.split("\n").at(-1), stderr: stderr.trim().split("\n")[0] }).toEqual({
    exit: 5,
    stdout: "Plan: 1 to create, 1 to update, 1 to delete, 4 unchanged. (environment dev, serial 3)",
    stderr: "error MLX3002: the plan is blocked: recipe/retail-gbm is protected",
  });
});

test("invalid configuration: findings on stderr, exit 3", async () => {
  const { exit, stdout, stderr } = await runFake(["plan"], { app: failing(invalid) });
  expect({ exit, stdout }).toEqual({ exit: 3, stdout: "" });
  expect(stderr).toContain("--> mlx.yaml:14:14");
  expect(stderr.endsWith("error MLX8002: the configuration has 1 error")).toBe(true);
});

test("validate prints findings as its data", async () => {
  const validation = { diagnostics: [diagnosticOf()], resources: 0, files: ["mlx.yaml"], invalid };
  const app = { validateProject: async () => ({ ok: true, value: validation }) as const };
  const { exit, stdout, stderr } = await runFake(["validate"], { app });
  expect({ exit, first: stdout.split("\n")[0], stderr }).toEqual({
    exit: 3,
    first: "error MLX1203: unknown key `learning_rat`",
    stderr: "\nerror MLX8002: the configuration has 1 error",
  });
  const json = await runFake(["validate", "--json"], { app });
  expect({ exit: json.exit, document: JSON.parse(json.stdout) }).toEqual({
    exit: 3,
    document: {
      version: 1,
      kind: "validation",
      valid: false,
      resources: 0,
      files: ["mlx.yaml"],
      diagnostics: [JSON.parse(JSON.stringify(diagnosticOf()))],
    },
  });
});

test("apply without a terminal and without --yes: exit 5, and nothing is applied", async () => {
  const { exit, stderr } = await runFake(["apply"], { app: planned(unblocked) });
  expect({ exit, stderr: stderr.split("\n")[0] }).toEqual({
    exit: 5,
    stderr: "error MLX8101: approval is needed, and there is no terminal to ask on",
  });
});

test("apply applies exactly the plan that was shown and approved", async () => {
  const applied: Plan[] = [];
  const questions: string[] = [];
  const app = {
    ...planned(unblocked),
    applyPlan: async (_: unknown, { plan }: { readonly plan: Plan }) => {
      applied.push(plan);
      return { ok: true, value: appliedRecord(plan) } as const;
    },
    awaitsDaemon: async () => ({ ok: true, value: true }) as const,
  };
  const answer = (yes: boolean) => ({
    ask: async ({ question }: { readonly question: string }) => {
      questions.push(question);
      return yes;
    },
  });
  const declined = await runFake(["apply"], { app, terminal: answer(false) });
  expect([declined.exit, applied]).toEqual([8, []]);
  const approved = await runFake(["apply"], { app, terminal: answer(true) });
  expect([approved.exit, applied.length, applied[0] === unblocked]).toEqual([0, 1, true]);
  expect(questions[0]).toBe("Apply 2 changes, delete 1 resource, make 1 model stale in environment dev?");
  expect(approved.stdout.split("\n").slice(-4)).toEqual([
    "Applied: 1 created, 1 updated, 1 deleted (serial 4, apply a0a0a0a0).",
    "  ≈ model/retail-default@v3 is stale: n_estimators 100 → 200",
    "Next: `mlx run experiment/retail-nightly`",
    "      `mlx up --detach` fires the schedules",
  ]);
  const withDaemon = { ...app, awaitsDaemon: async () => ({ ok: true, value: false }) as const };
  expect((await runFake(["apply", "--yes"], { app: withDaemon })).stdout).not.toContain("mlx up");
  const json = await runFake(["apply", "--yes", "--json"], { app });
  expect(JSON.parse(json.stdout)).toMatchObject({ version: 1, kind: "apply", changed: true, serial: 4 });
});

test("lock passes on what was asked for, and prints old and new", async () => {
  const asked: unknown[] = [];
  const image = {
    reference: "acme/retail:1",
    state: "moved" as const,
    before: digestOf("1"),
    after: digestOf("2"),
    recipes: [],
  };
  const app: Partial<App> = {
    lockImages: async (_, request) => {
      asked.push(request);
      return { ok: true, value: [image] };
    },
  };
  const { exit, stdout } = await runFake(["lock", "--upgrade", "acme/retail:1"], { app });
  expect({ exit, stdout }).toEqual({
    exit: 0,
    stdout: "~ acme/retail:1 sha256:6b86b273ff34 → sha256:d4735e3a265e",
  });
  const json = await runFake(["lock", "--json"], { app });
  expect(JSON.parse(json.stdout)).toEqual({ version: 1, kind: "lock", images: [image] });
  expect(asked).toEqual([
    { upgrade: true, images: ["acme/retail:1"] },
    { upgrade: false, images: [] },
  ]);
});

test("an apply says which images it pinned", async () => {
  const image = { reference: "acme/retail:1", digest: digestOf("1"), local: false };
  const plan: Plan = { ...unblocked, hints: [{ type: "image-pin", image, recipes: [] }] };
  const app = {
    ...planned(plan),
    applyPlan: async () => ({ ok: true as const, value: appliedRecord(plan) }),
    awaitsDaemon: async () => ({ ok: true as const, value: false }),
  };
  expect((await runFake(["apply", "--yes"], { app })).stdout).toContain(
    "  = 1 image pinned in mlx.lock, to be committed",
  );
  const json = await runFake(["apply", "--yes", "--json"], { app });
  expect(JSON.parse(json.stdout)).toMatchObject({ kind: "apply", pinned: [{ type: "image-pin", image }] });
});

test("apply of no changes asks nothing", async () => {
  const { exit, stdout } = await runFake(["apply"], { app: planned(planOf()) });
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: "No changes. 4 resources as declared. (serial 3)" });
});

test("a blocked plan is refused by the apply itself, and nobody is asked about it", async () => {
  const app = {
    ...planned(fullPlan()),
    applyPlan: async () => ({ ok: false, failure: blockedFailure }) as const,
  };
  for (const words of [["apply"], ["apply", "--yes"]]) {
    const { exit, stderr } = await runFake(words, { app });
    expect({ exit, stderr }).toEqual({
      exit: 5,
      stderr: "error MLX3002: the plan is blocked: recipe/retail-gbm is protected",
    });
  }
});

test("a saved plan is checked before anybody is asked, also when it is empty", async () => {
  const stale = new MlxError({ code: "MLX3001", category: "plan-stale", summary: "the plan is stale" });
  for (const plan of [planOf(), unblocked]) {
    const app = {
      readPlanFile: async () => ({ ok: true, value: plan }) as const,
      checkPlan: async () => ({ ok: false, failure: stale }) as const,
    };
    expect(await runFake(["apply", "plan.json"], { app })).toEqual({
      exit: 7,
      stdout: "",
      stderr: "error MLX3001: the plan is stale",
    });
  }
});

const ran = (record: ReturnType<typeof recordOf>) => ({
  startRun: async () =>
    ({
      ok: true,
      value: { run: runOf({ state: "PENDING", reason: "QUEUED" }), byDaemon: false, waitingForDaemon: 2 },
    }) as const,
  followRun: async () => ({ ok: true, value: record }) as const,
});

test.each([
  [{ state: "DONE", reason: "OK" }, 0],
  [{ state: "FAILED", reason: "NON_ZERO_EXIT", message: "exit code 1" }, 6],
  [{ state: "ABORTED", reason: "CANCELLED" }, 8],
] as const)("a followed run that ends as %j exits with %i", async (status, exit) => {
  const app = ran(recordOf(status));
  expect((await runFake(["run", "experiment/retail-nightly"], { app })).exit).toBe(exit);
  const json = await runFake(["run", "experiment/retail-nightly", "--json"], { app });
  expect([json.exit, JSON.parse(json.stdout)]).toMatchObject([exit, { kind: "run", state: status.state }]);
});

test("the document of a run names its parts as the language does", async () => {
  const { stdout } = await runFake(["run", "experiment/retail-nightly", "--json"], { app: ran(recordOf()) });
  const { attempts, inputs, ...document } = JSON.parse(stdout);
  expect(document).toEqual({
    version: 1,
    kind: "run",
    id: "3f2a91bc-0000-4000-8000-000000000001",
    state: "DONE",
    reason: "OK",
    message: null,
    task: "train",
    trigger: "manual",
    actor: "ada@host",
    experiment: "experiment/retail-nightly",
    instance: "instance/retail-default",
    recipe: "recipe/retail-gbm",
    parameters: { learning_rate: 0.1, n_estimators: 200, password: { secret: { env: "PASSWORD" } } },
    scoredWith: null,
    metrics: { train_loss: 0.0312345, RMSE: 88860.71234 },
    model: "model/retail-default@v3",
    outputs: [
      {
        channel: "predictions",
        path: "/data/out/predictions/2026-01-31",
        digest: digestOf("out"),
        files: 1,
        size: 40000,
      },
    ],
    priority: 0,
    slots: {},
    scheduledAt: null,
    window: null,
    readyAt: null,
    nextAttemptAt: null,
    plots: null,
    steps: [],
    rerunOf: null,
    exactOf: null,
    backfill: null,
    suspectSince: null,
    createdAt: "2026-01-31T11:57:00.000Z",
    startedAt: "2026-01-31T11:57:02.000Z",
    endedAt: "2026-01-31T11:58:14.000Z",
  });
  expect(attempts).toMatchObject([{ number: 1, executor: "process", reason: "OK", exitCode: 0 }]);
});

test("a metric that JSON has no number for is a string", async () => {
  const record = recordOf();
  const [metric] = record.metrics;
  const metrics = metric === undefined ? [] : [{ ...metric, last: Number.NaN }];
  const app = ran({ ...record, metrics });
  const { stdout } = await runFake(["run", "experiment/retail-nightly", "--json"], { app });
  expect(JSON.parse(stdout).metrics).toEqual({ train_loss: "NaN" });
});

test("--detach leaves the run to a worker", async () => {
  const workers: string[] = [];
  const app = {
    ...ran(recordOf()),
    startWorker: async (_: unknown, { run }: { readonly run: string }) => {
      workers.push(run);
      return { ok: true, value: undefined } as const;
    },
  };
  const { exit, stdout } = await runFake(["run", "experiment/retail-nightly", "--detach", "-q"], { app });
  expect({ exit, stdout, workers }).toEqual({
    exit: 0,
    stdout: "run/3f2a91bc-0000-4000-8000-000000000001",
    workers: ["3f2a91bc-0000-4000-8000-000000000001"],
  });
});

test("the third Ctrl-C leaves the run to itself: exit 130", async () => {
  const { interrupts, send } = createFakeInterrupts();
  const cancelled: string[] = [];
  const running = { state: "RUNNING", phase: "EXECUTING" } as const;
  const app = {
    ...ran(recordOf()),
    cancelRun: async (_: unknown, { run }: { readonly run: string }) => {
      cancelled.push(run);
      return { ok: true, value: runOf(running) } as const;
    },
    followRun: async (_: unknown, { signal }: { readonly signal: AbortSignal }) => {
      for (const _time of [1, 2, 3]) send("SIGINT");
      expect(signal.aborted).toBe(true);
      return { ok: true, value: recordOf(running) } as const;
    },
  };
  const { exit } = await runFake(["run", "experiment/retail-nightly"], { app, interrupts });
  expect({ exit, cancelled }).toEqual({ exit: 130, cancelled: ["3f2a91bc-0000-4000-8000-000000000001"] });
});

test("models --json says what is stale and why", async () => {
  const stale = ["n_estimators 100 → 200"];
  const models = [{ version: modelOf(3), latest: true, aliases: ["champion"], stale }];
  const app = { listModels: async () => ({ ok: true, value: { models, deleted: 0 } }) as const };
  const { stdout } = await runFake(["models", "--json"], { app });
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    kind: "models",
    models: [
      {
        ref: "model/retail-default@v3",
        model: "retail-default",
        number: 3,
        aliases: ["champion"],
        stale: true,
        staleReasons: ["n_estimators 100 → 200"],
        metrics: { RMSE: 88860.71234, MAPE: 0.0548123 },
      },
    ],
  });
});

test("logs print lines as they come; with --json each is a document", async () => {
  const lines = async function* () {
    yield { at: 0, stream: "stdout", text: "one" } as const;
    yield { at: 1000, stream: "execution", text: "two" } as const;
  };
  const app = { readLogs: async () => ({ ok: true, value: lines() }) as const };
  expect(await runFake(["logs", "last"], { app })).toEqual({ exit: 0, stdout: "one\ntwo", stderr: "" });
  const { stdout } = await runFake(["logs", "last", "--json"], { app });
  expect(stdout.split("\n").map((line) => JSON.parse(line))).toEqual([
    { version: 1, kind: "log-line", at: "1970-01-01T00:00:00.000Z", stream: "stdout", text: "one" },
    { version: 1, kind: "log-line", at: "1970-01-01T00:00:01.000Z", stream: "execution", text: "two" },
  ]);
});

test("a recovered run is told of on stderr by every command that touches runs", async () => {
  const app = {
    openProject: async ({ events }: { readonly events: (event: unknown) => void }) => ({
      ok: true,
      value: { events, eventFailures: () => [], close: async () => {} },
    }),
    recoverRuns: async ({ events }: { readonly events: (event: unknown) => void }) => {
      events({ type: "run-recovered", at: 0, run: runOf(), how: "finalised" });
      return { ok: true, value: undefined };
    },
    listRuns: async () => ({ ok: true, value: [] }),
    waitingForDaemon: async () => ({ ok: true, value: 0 }),
  };
  const { stdout, stderr } = await runFake(["runs"], { app: app as never });
  expect([stdout, stderr]).toEqual([
    "No runs.",
    "run 3f2a91bc: the mlx that watched it was gone and its program had ended; its result was taken from what is on disk",
  ]);
});

test.each([
  [
    "a failure",
    async () => ({ ok: false, failure: blockedFailure }) as const,
    "the plan is blocked: recipe/retail-gbm is protected (MLX3002)",
  ],
  ["a bug", () => Promise.reject(new SyntaxError("Unexpected end")), "SyntaxError: Unexpected end"],
])("%s of the recovery is told, and the command goes on", async (_, recoverRuns, why) => {
  const app = {
    recoverRuns,
    listRuns: async () => ({ ok: true, value: [] }) as const,
    waitingForDaemon: async () => ({ ok: true, value: 0 }) as const,
  };
  expect(await runFake(["runs"], { app })).toEqual({
    exit: 0,
    stdout: "No runs.",
    stderr: `runs that lost their mlx could not be brought into order: ${why}`,
  });
});

test("a view that threw is told once, after the result", async () => {
  const app = {
    openProject: async () => ({
      ok: true,
      value: { eventFailures: () => [new RangeError("Invalid time value")], close: async () => {} },
    }),
    listRuns: async () => ({ ok: true, value: [] }),
    waitingForDaemon: async () => ({ ok: true, value: 0 }),
  };
  expect(
    await runFake(["runs"], { app: { recoverRuns: async () => ({ ok: true }), ...app } as never }),
  ).toEqual({
    exit: 0,
    stdout: "No runs.",
    stderr: "not all that happened could be shown, by a bug of mlx: RangeError: Invalid time value",
  });
});

test("what is suggested acts on the same environment and store", async () => {
  const words = [
    "--env",
    "prod",
    "plan",
    "--store",
    "/a b",
    "-C",
    "sub",
    "--var",
    "x=1",
    "--var-file",
    "v.yaml",
  ];
  const { stdout } = await runFake(words, { app: planned(unblocked) });
  const flags = "-C sub --env prod --store '/a b' --var-file v.yaml --var x=1";
  expect(stdout.split("\n").at(-1)).toBe(`Next: \`mlx apply ${flags}\``);
  const { stderr } = await runFake(["apply", "--env", "prod"], { app: planned(unblocked) });
  expect(stderr).toContain("next: `mlx apply --yes --env prod` approves it beforehand");
});

test("after a plan to destroy, mlx destroy is what to type", async () => {
  const { stdout } = await runFake(["plan", "--destroy"], { app: planned(unblocked) });
  expect(stdout.split("\n").at(-1)).toBe("Next: `mlx destroy`");
  const app = { ...planned(unblocked), writePlanFile: async () => ({ ok: true, value: undefined }) as const };
  const saved = await runFake(["plan", "--destroy", "--out", "gone.json"], { app });
  expect(saved.stdout.split("\n").at(-1)).toBe("Next: `mlx apply gone.json`");
});

test("help about what is no command fails as that command does", async () => {
  const failed = await runFake(["help", "plna"]);
  expect(failed).toEqual(await runFake(["plna"]));
  expect([failed.exit, failed.stderr.split("\n")[0]]).toEqual([
    1,
    "error MLX8100: unknown command `plna`; did you mean `plan`?",
  ]);
});

test("help and completion are documents with --json", async () => {
  const help = JSON.parse((await runFake(["--help", "--json"])).stdout);
  expect(help).toEqual({ version: 1, kind: "help", text: (await runFake(["--help"])).stdout });
  const { stdout } = await runFake(["completion", "bash", "--json"]);
  const script = (await runFake(["completion", "bash"])).stdout;
  expect(script).toContain("mlx complete");
  expect(JSON.parse(stdout)).toEqual({ version: 1, kind: "completion", shell: "bash", script });
});

test("a run whose program never started has no log to look at", async () => {
  const record = recordOf({ state: "FAILED", reason: "ENVIRONMENT_FAILED", message: "no such package" });
  const { stderr } = await runFake(["run", "experiment/retail-nightly"], { app: ran(record) });
  expect(stderr.trim().split("\n").slice(1)).toEqual([
    "  no such package",
    "  next: `mlx runs show 3f2a91bc -v` shows what happened when",
  ]);
});

test("logs on a terminal come without control sequences, and as they are elsewhere", async () => {
  const lines = async function* () {
    yield { at: 0, stream: "stdout", text: "\u001b[2J10%\r20%\r" } as const;
  };
  const app = { readLogs: async () => ({ ok: true, value: lines() }) as const };
  expect((await runFake(["logs", "last"], { app, isTTY: true, env: { NO_COLOR: "1" } })).stdout).toBe("20%");
  expect((await runFake(["logs", "last"], { app })).stdout).toBe("\u001b[2J10%\r20%\r");
});

test("cancelling a run that had ended says so", async () => {
  const app = { cancelRun: async () => ({ ok: true, value: runOf() }) as const };
  expect((await runFake(["cancel", "3f2a91bc"], { app })).stdout).toBe(
    "run 3f2a91bc had already ended: DONE",
  );
});

test("a bug is not caught here", async () => {
  await expect(runFake(["status"])).rejects.toThrow("the test does not expect readStatus");
});

test("runs that wait for a daemon are told of, whichever are listed", async () => {
  const app = {
    listRuns: async () => ({ ok: true, value: [] }) as const,
    waitingForDaemon: async () => ({ ok: true, value: 2 }) as const,
  };
  expect((await runFake(["runs"], { app })).stdout).toBe(
    "No runs.\n\nwarning: 2 runs wait for a daemon, and none runs: `mlx up --detach` starts it",
  );
  const { stdout } = await runFake(["runs", "--json"], { app });
  expect(JSON.parse(stdout)).toMatchObject({ runs: [], waitingForDaemon: 2 });
});

test("a test that does not arrive says what is missing, in a failure that nothing stands before", async () => {
  const delivery = { id: "d", target: "webhook/ops" };
  const missing = [{ target: "webhook/ops", path: "notifications.webhooks.ops.url", where: "the file url" }];
  const app = {
    testNotification: async () => ({
      ok: true,
      value: { delivery, attempt: { problem: "the secret is not there" }, result: "refused", missing },
    }),
  };
  expect(await runFake(["notifications", "test", "ops"], { app: app as never })).toEqual({
    exit: 1,
    stdout: "",
    stderr: [
      "error MLX8112: the test did not arrive at webhook/ops: the secret is not there",
      "  next: set the file url, to which `notifications.webhooks.ops.url` refers, and try again",
    ].join("\n"),
  });
});

test("a list says how many it leaves out, and what nothing matches", async () => {
  const app = {
    recoverRuns: async () => ({ ok: true, value: undefined }),
    waitingForDaemon: async () => ({ ok: true, value: 0 }),
    countRuns: async () => ({ ok: true, value: 42 }),
    listRuns: async (_: unknown, { backfill }: { readonly backfill?: string }) => ({
      ok: true,
      value: backfill === undefined ? [recordOf(), recordOf()] : [],
    }),
    scheduleHistory: async () => ({ ok: true, value: [] }),
  } as never;
  const linesOf = async (...words: readonly string[]) => (await runFake(words, { app })).stdout.split("\n");
  expect((await linesOf("runs", "--limit", "2")).at(-1)).toBe("… and 40 more (`--limit`)");
  expect(await linesOf("runs", "--limit", "3")).toHaveLength(3);
  expect(JSON.parse((await linesOf("runs", "--limit", "2", "--json")).join(""))).toMatchObject({ more: 40 });
  expect(await linesOf("runs", "--backfill", "zzz")).toEqual(["No run matches `--backfill zzz`."]);
  expect(await linesOf("schedules", "history")).toEqual(["No ticks: no nominal time was decided yet."]);
  expect(await linesOf("schedules", "history", "--outcome", "FAILED")).toEqual([
    "No tick matches what was asked for.",
  ]);
});

test("a retry that finds none that failed names those that were cancelled", async () => {
  const app = {
    recoverRuns: async () => ({ ok: true, value: undefined }),
    selectRuns: async () => ({ ok: true, value: [] }),
    countRuns: async (_: unknown, { states }: { readonly states: readonly string[] }) => ({
      ok: true,
      value: states.join() === "ABORTED" ? 3 : 0,
    }),
  } as never;
  const retry = async (...words: readonly string[]) =>
    (await runFake(["runs", "retry", "--backfill", "0b5e", ...words], { app })).stdout;
  expect(await retry("--yes")).toBe(
    "No such runs: nothing was changed.\nNone of them FAILED; 3 runs are ABORTED: `--state ABORTED` takes them.",
  );
  expect(await retry("--yes", "--state", "FAILED")).toBe("No such runs: nothing was changed.");
});

test("the end of a report's file has to say a format that there is", async () => {
  const { exit, stderr } = await runFake(["runs", "report", "last", "--out", "r.pdf"]);
  expect([exit, stderr]).toEqual([1, expect.stringContaining("the end of r.pdf says no format")]);
});

test("import lists, or writes a file; restore lists, or brings back", async () => {
  const asked: unknown[] = [];
  const app: Partial<App> = {
    listUnmanaged: async () => ({ ok: true, value: [] }),
    importResources: async (_, request) => {
      asked.push(request);
      return { ok: true, value: { imported: [], secrets: [], copied: [], leftOut: [] } };
    },
    listDeleted: async () => ({ ok: true, value: [] }),
  };
  const documentOf = async (...words: string[]) =>
    JSON.parse((await runFake([...words, "--json"], { app })).stdout);
  expect(await documentOf("import")).toEqual({ version: 1, kind: "unmanaged", resources: [] });
  const nothing = {
    version: 1,
    kind: "imported",
    file: null,
    imported: [],
    secrets: [],
    copied: [],
    leftOut: [],
  };
  expect(await documentOf("import", "--all")).toEqual(nothing);
  expect(await documentOf("import", "recipe/a", "recipe/b", "--out", "x.mlx.yaml")).toEqual(nothing);
  expect(asked).toEqual([{}, { addresses: ["recipe/a", "recipe/b"], out: "x.mlx.yaml" }]);
  expect(await documentOf("restore")).toEqual({ version: 1, kind: "deleted", resources: [] });
});
