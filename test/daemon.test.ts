/** `mlx up` through the real binary: what runs, waits and fires, whatever ends the daemon. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { project, writesModel } from "./fixtures/project.ts";
import { createSandbox, type Finished, type RunningMlx, type Sandbox, until } from "./sandbox.ts";

interface RunDocument {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly trigger: string;
  readonly scheduledAt: string | null;
  readonly rerunOf: string | null;
  readonly attempts: readonly unknown[];
}

/** Runs until there is a file `go`, then leaves a model. */
const waiting = `import os, time
print("started", flush=True)
while not os.path.exists(os.environ["SM_HP_go"]):
    time.sleep(0.05)
with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt"), "w") as file:
    file.write("went")
`;

const hourly = ', schedule: { cron: "0 * * * *" }';

async function applied(files: Readonly<Record<string, string>>): Promise<Sandbox> {
  const sandbox = createSandbox();
  sandbox.write(files);
  const { code, stdout, stderr } = await sandbox.mlx("apply", "--yes");
  if (code !== 0) expect.fail(`apply failed:\n${stdout}${stderr}`);
  return sandbox;
}

/** A project whose train program waits for `sandbox.write({ go: "" })`. */
async function appliedWaiting(experiment = ""): Promise<Sandbox> {
  const sandbox = createSandbox();
  const files = project(waiting, { experiment });
  const go = `parameters: { go: "${sandbox.path("go")}", depth: 3 }`;
  const text = files["mlx.yaml"]?.replace("parameters: { depth: 3 }", go) ?? "";
  sandbox.write({ ...files, "mlx.yaml": text });
  const { code, stdout, stderr } = await sandbox.mlx("apply", "--yes");
  if (code !== 0) expect.fail(`apply failed:\n${stdout}${stderr}`);
  return sandbox;
}

/** Starts a daemon in the foreground, and waits until it is up. It is gone when the test is over. */
async function up(sandbox: Sandbox, ...flags: readonly string[]): Promise<RunningMlx> {
  const daemon = sandbox.start("up", "--port", "0", ...flags);
  onTestFinished(async () => {
    daemon.child.kill("SIGKILL");
    await daemon.finished;
  });
  await until("the daemon is up", () => / up\b/.test(daemon.output()) || daemon.child.exitCode !== null);
  if (daemon.child.exitCode !== null) expect.fail(`the daemon did not start:\n${daemon.output()}`);
  return daemon;
}

async function runs(sandbox: Sandbox, ...flags: readonly string[]): Promise<readonly RunDocument[]> {
  const document = await sandbox.json("runs", ...flags);
  return document.runs as unknown as readonly RunDocument[];
}

async function lastRun(sandbox: Sandbox): Promise<RunDocument> {
  return (await sandbox.json("runs", "show", "last")) as unknown as RunDocument;
}

function urlOf(daemon: RunningMlx): string {
  return /http:\/\/\S+/.exec(daemon.output())?.[0] ?? expect.fail("the daemon did not tell where it answers");
}

async function isRunning(sandbox: Sandbox): Promise<boolean> {
  const [run] = await runs(sandbox, "--limit", "1");
  return run?.state === "RUNNING" && run.reason === "EXECUTING";
}

function outcomeOf({ code, stderr }: Finished) {
  return { code, message: stderr.trim().split("\n")[0] ?? "" };
}

test("up, status, a run by the daemon, metrics, and down", async () => {
  const sandbox = await applied(project(writesModel("1"), { experiment: hourly }));
  const before = await sandbox.mlx("status");
  expect(before.stdout).toContain("nothing fires: no daemon runs");
  const daemon = await up(sandbox);
  const url = urlOf(daemon);
  const status = await sandbox.json("status");
  expect(status.daemons).toMatchObject([{ pid: daemon.child.pid, state: "up", here: true, url }]);
  expect((await sandbox.mlx("status")).stdout).not.toContain("nothing fires");

  const ran = await sandbox.mlx("run", "experiment/fit");
  expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining("| done")]);
  expect(daemon.output()).toContain("DONE");
  const [health, metrics] = await Promise.all(
    ["/healthz", "/metrics"].map(async (path) => (await fetch(url + path)).text()),
  );
  expect(JSON.parse(health ?? "")).toEqual({ state: "up", problems: [] });
  expect(metrics).toContain('mlx_runs_total{state="DONE",reason="OK"} 1');

  const ended = await sandbox.mlx("down");
  expect([ended.code, ended.stdout]).toEqual([0, `The daemon (process ${daemon.child.pid}) has ended.\n`]);
  expect((await daemon.finished).code).toBe(0);
  expect(sandbox.list(".mlx/daemon")).toEqual([]);
  expect(outcomeOf(await sandbox.mlx("down"))).toEqual({
    code: 1,
    message: "error MLX8016: no daemon runs here",
  });
});

test("a second daemon for the same place is refused, one for another port or in the background too", async () => {
  const sandbox = await applied(project(writesModel("1")));
  const daemon = await up(sandbox);
  const refused = {
    code: 4,
    message: expect.stringContaining(`MLX8015: a daemon runs here already: process ${daemon.child.pid}`),
  };
  expect(outcomeOf(await sandbox.mlx("up", "--port", "0"))).toEqual(refused);
  expect(outcomeOf(await sandbox.mlx("up", "--detach", "--port", "0"))).toEqual(refused);
});

test("a port that is taken is told, and nothing is left behind", async () => {
  const sandbox = await applied(project(writesModel("1")));
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await new Promise((done) => server.once("listening", done));
  const port = String((server.address() as AddressInfo).port);
  const refused = { code: 1, message: expect.stringContaining(`MLX8501: port ${port}`) };
  expect(outcomeOf(await sandbox.mlx("up", "--port", port))).toEqual(refused);
  expect(sandbox.list(".mlx/daemon")).toEqual([]);
  const detached = await sandbox.mlx("up", "--detach", "--port", port);
  expect(outcomeOf(detached)).toEqual({ code: 1, message: "error MLX8017: the daemon did not start" });
  expect(detached.stderr).toContain(`port ${port} of 127.0.0.1 is in use`);
  expect(detached.stderr).toContain("`mlx up --detach --port 0");
});

test("--detach waits until it is up; it outlives its starter, and down ends it", async () => {
  const sandbox = await applied(project(writesModel("1")));
  const started = await sandbox.json("up", "--detach", "--port", "0");
  onTestFinished(async () => void (await sandbox.mlx("down", "--now")));
  expect(started).toMatchObject({ kind: "daemon", pid: expect.any(Number) });
  expect((await fetch(`${String(started.url)}/readyz`)).status).toBe(200);
  expect((await sandbox.mlx("run", "experiment/fit", "--detach")).stdout).toContain("the daemon works on it");
  await until("the run is done", async () => (await lastRun(sandbox)).state === "DONE");
  expect((await sandbox.mlx("down")).code).toBe(0);
});

test("a daemon that is killed loses no run: the next one sees the same attempt to its end", async () => {
  const sandbox = await appliedWaiting();
  const first = await up(sandbox);
  await sandbox.mlx("run", "experiment/fit", "--detach");
  await until("the program runs", () => isRunning(sandbox));
  first.child.kill("SIGKILL");
  await first.finished;
  await up(sandbox);
  sandbox.write({ go: "" });
  await until("the run is done", async () => (await lastRun(sandbox)).state === "DONE");
  const run = await lastRun(sandbox);
  expect([run.reason, run.attempts.length]).toEqual(["OK", 1]);
});

test("a drain waits for what runs and starts nothing new", async () => {
  const sandbox = await appliedWaiting();
  const daemon = await up(sandbox);
  await sandbox.mlx("run", "experiment/fit", "--detach");
  await until("the program runs", () => isRunning(sandbox));
  const ending = sandbox.start("down");
  await until("the drain is told", () => daemon.output().includes("draining"));
  await until("down says what it waits for", () => ending.output().includes("waiting for 1 run"));
  expect(daemon.child.exitCode).toBe(null);
  sandbox.write({ go: "" });
  expect([(await ending.finished).code, (await daemon.finished).code]).toEqual([0, 0]);
  expect((await lastRun(sandbox)).state).toBe("DONE");
});

test("the first signal drains, the second stops; the program goes on for the next daemon", async () => {
  const sandbox = await appliedWaiting();
  const daemon = await up(sandbox);
  await sandbox.mlx("run", "experiment/fit", "--detach");
  await until("the program runs", () => isRunning(sandbox));
  daemon.child.kill("SIGTERM");
  await until("the drain is told", () => daemon.output().includes("leaves them to the next"));
  daemon.child.kill("SIGTERM");
  const { code, stdout } = await daemon.finished;
  expect([code, stdout]).toEqual([0, expect.stringContaining("stopping")]);
  await up(sandbox);
  sandbox.write({ go: "" });
  await until("the run is done", async () => (await lastRun(sandbox)).state === "DONE");
  expect((await lastRun(sandbox)).attempts.length).toBe(1);
});

test("a run that is followed ends well when its daemon dies", async () => {
  const sandbox = await appliedWaiting();
  const daemon = await up(sandbox);
  const following = sandbox.start("run", "experiment/fit");
  await until("the program runs", () => following.output().includes("| started"));
  daemon.child.kill("SIGKILL");
  await daemon.finished;
  sandbox.write({ go: "" });
  const { code, stderr } = await following.finished;
  expect([code, stderr]).toEqual([0, expect.stringContaining("DONE")]);
  expect((await lastRun(sandbox)).attempts.length).toBe(1);
});

test("a slot that is taken keeps the next run waiting, and says so", async () => {
  const sandbox = await appliedWaiting(", slots: { licence: 1 }");
  await up(sandbox, "--slots", "licence=1", "--slots", "cpus=8");
  await sandbox.mlx("run", "experiment/fit", "--detach");
  await until("the program runs", () => isRunning(sandbox));
  await sandbox.mlx("run", "experiment/fit", "--detach", "--priority", "10");
  await until("the second waits", async () => (await lastRun(sandbox)).reason === "WAITING_SLOT");
  expect((await sandbox.mlx("runs")).stdout).toContain("licence: wants 1, 0 of 1 free");
  expect((await sandbox.mlx("status")).stdout).toContain("licence 1 of 1, 1 run waits");
  expect((await sandbox.mlx("cancel", "--state", "PENDING")).code).toBe(5);
  expect((await sandbox.mlx("cancel", "--state", "PENDING", "--yes")).code).toBe(0);
  expect((await lastRun(sandbox)).state).toBe("ABORTED");
  sandbox.write({ go: "" });
  await until("the first is done", async () => (await runs(sandbox, "--state", "DONE")).length === 1);
});

test("a backfill makes the runs of its times, once", async () => {
  const sandbox = await applied(project(writesModel("1"), { experiment: hourly }));
  const asked = ["backfill", "fit", "--from", "2026-01-01T00:00:00Z", "--to", "2026-01-01T02:00:00Z"];
  expect(outcomeOf(await sandbox.mlx(...asked)).code).toBe(5);
  const dry = await sandbox.json(...asked, "--dry-run");
  expect([dry.created, await runs(sandbox)]).toEqual([0, []]);
  const made = await sandbox.json(...asked, "--max-running", "2", "--yes");
  expect(made).toMatchObject({ created: 3, hasDaemon: false });
  await up(sandbox);
  await until("all are done", async () => (await runs(sandbox, "--state", "DONE")).length === 3);
  const done = await runs(sandbox, "--backfill", String(made.id));
  expect(done.map(({ scheduledAt, trigger }) => [scheduledAt, trigger]).sort()).toEqual([
    ["2026-01-01T00:00:00.000Z", "backfill"],
    ["2026-01-01T01:00:00.000Z", "backfill"],
    ["2026-01-01T02:00:00.000Z", "backfill"],
  ]);
  expect((await sandbox.mlx(...asked)).stdout).toContain("Nothing is to be made.");
});

test("schedules: next, simulate, pause and resume; times that are none are refused", async () => {
  const sandbox = await applied(
    project(writesModel("1"), {
      experiment: ', schedule: { cron: "30 2 * * *", timezone: America/Los_Angeles }',
    }),
  );
  const simulated = await sandbox.json(
    ...["schedules", "simulate", "--from", "2027-03-13T00:00:00Z", "--to", "2027-03-16T00:00:00Z"],
  );
  // The clocks go from 2 to 3 on the 14th.
  expect(simulated).toMatchObject({
    summary: { fired: 3 },
    events: [
      { type: "fired", at: "2027-03-13T10:30:00.000Z" },
      { type: "fired", at: "2027-03-14T10:00:00.000Z" },
      { type: "fired", at: "2027-03-15T09:30:00.000Z" },
    ],
  });
  expect((await sandbox.json("schedules", "next", "-n", "2")).fires).toHaveLength(2);
  const paused = await sandbox.mlx("schedules", "pause", "fit", "--reason", "the feed is down");
  expect([paused.code, paused.stdout]).toEqual([0, expect.stringContaining("fit is paused")]);
  expect((await sandbox.mlx("schedules")).stdout).toContain("the feed is down");
  expect((await sandbox.json("schedules", "next")).fires).toEqual([]);
  expect((await sandbox.mlx("schedules", "resume", "experiment/fit")).code).toBe(0);
  expect((await sandbox.json("schedules")).schedules).toMatchObject([{ state: "ACTIVE", paused: null }]);

  const refused = async (...words: readonly string[]) => outcomeOf(await sandbox.mlx(...words));
  expect(await refused("schedules", "simulate", "--from", "+2d", "--to", "+1d")).toEqual({
    code: 1,
    message: "error MLX8014: the time from +2d to +1d is empty",
  });
  expect((await refused("schedules", "next", "--until", "soon")).message).toContain("MLX8014");
  expect((await refused("schedules", "next", "predict")).message).toContain("MLX3040");
  expect((await refused("backfill", "fit")).message).toContain("`--from` is needed");
  expect((await refused("schedules", "simulate", "--slots", "cpus=many")).message).toContain("no amount");
});

test("retry tries the same run again, rerun makes a new one", async () => {
  const program = `import os, sys
marker = os.path.join(os.environ["MLX_CHECKPOINT_DIR"], "tried")
if not os.path.exists(marker):
    open(marker, "w").close()
    sys.exit(3)
${writesModel("second")}`;
  const sandbox = await applied(project(program));
  expect((await sandbox.mlx("run", "experiment/fit")).code).toBe(6);
  const { id } = await lastRun(sandbox);
  expect((await sandbox.mlx("runs", "retry")).stderr).toContain("MLX8110");
  expect((await sandbox.mlx("runs", "retry", "--state", "FAILED", "--dry-run")).stdout).toContain(
    "1 run would",
  );
  const retried = await sandbox.mlx("runs", "retry", id);
  expect([retried.code, retried.stdout]).toEqual([0, expect.stringContaining("in the background")]);
  await until("the run is done", async () => (await lastRun(sandbox)).state === "DONE");
  expect((await lastRun(sandbox)).attempts.length).toBe(2);
  expect(outcomeOf(await sandbox.mlx("runs", "retry", id))).toEqual({
    code: 1,
    message: expect.stringContaining("MLX3025"),
  });

  expect((await sandbox.mlx("runs", "rerun", id)).code).toBe(0);
  // It has checkpoints of its own, so it fails as the first attempt did.
  await until("the new run has failed", async () => (await lastRun(sandbox)).state === "FAILED");
  expect(await lastRun(sandbox)).toMatchObject({ trigger: "rerun", rerunOf: id });
});

test("a run that fails is told to a webhook, signed, once", async () => {
  const told: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.once("end", () => {
      told.push({ headers: request.headers, body });
      response.end();
    });
  }).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as AddressInfo;
  const files = project("import sys; sys.exit(3)");
  const webhook = `{ url: "http://127.0.0.1:${port}/", secret: { secret: { file: key } }, events: [run.failed], allowPrivate: true }`;
  const settings = `notifications: { webhooks: { ops: ${webhook} } }\n`;
  const sandbox = await applied({
    ...files,
    key: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n",
    "mlx.yaml": `${files["mlx.yaml"]}${settings}`,
  });
  expect((await sandbox.mlx("notifications", "test", "ops")).code).toBe(0);
  expect(told).toHaveLength(1);
  await up(sandbox);
  expect((await sandbox.mlx("run", "experiment/fit")).code).toBe(6);
  await until("the webhook is told", () => told.length === 2);
  const [, failure] = told;
  expect(failure?.headers["webhook-signature"]).toMatch(/^v1,/);
  expect(JSON.parse(failure?.body ?? "")).toMatchObject({
    type: "run.failed",
    data: { run: { id: (await lastRun(sandbox)).id, reason: "NON_ZERO_EXIT" } },
  });
  const { deliveries } = (await sandbox.json("notifications")) as { deliveries: readonly unknown[] };
  expect(deliveries).toMatchObject([{ state: "DELIVERED", target: "webhook/ops" }]);
  expect(outcomeOf(await sandbox.mlx("notifications", "test", "nobody")).message).toContain("MLX3050");
});

test("gc says what would go, and asks", async () => {
  const files = project("import sys; sys.exit(3)");
  const sandbox = await applied({
    ...files,
    "mlx.yaml": `${files["mlx.yaml"]}retention: { runs: 1s, logs: 1s, failedWork: 1s }\n`,
  });
  await sandbox.mlx("run", "experiment/fit");
  await new Promise((wake) => setTimeout(wake, 1500));
  const dry = await sandbox.json("gc", "--dry-run");
  expect(dry).toMatchObject({ dryRun: true, problems: [] });
  expect((await runs(sandbox)).length).toBe(1);
  expect(outcomeOf(await sandbox.mlx("gc")).code).toBe(5);
  expect((await sandbox.mlx("gc", "--yes")).code).toBe(0);
  expect(await runs(sandbox)).toEqual([]);
  expect((await sandbox.mlx("gc")).stdout).toContain("Nothing is older");
});

test("a merge conflict in mlx.yaml stops neither the daemon nor what ends and starts it", async () => {
  const files = project(writesModel("1"), { experiment: hourly });
  const sandbox = await applied(files);
  const daemon = await up(sandbox);
  const text = files["mlx.yaml"] ?? "";
  sandbox.write({ "mlx.yaml": `<<<<<<< ours\n${text}=======\n${text}>>>>>>> theirs\n` });
  const warning = /^warning: the configuration has errors \(mlx\.yaml:\d+, MLX1\d+\)/gm;
  for (const words of [
    ["status"],
    ["run", "experiment/fit"],
    ["runs"],
    ["logs", "last"],
    ["schedules"],
    ["schedules", "pause", "fit"],
    ["schedules", "resume", "fit"],
    ["models"],
    ["history"],
    ["notifications"],
    ["down", "--now"],
  ]) {
    const { code, stderr } = await sandbox.mlx(...words);
    expect([words, code, stderr.match(warning)?.length]).toEqual([words, 0, 1]);
  }
  expect((await daemon.finished).code).toBe(0);
  for (const words of [["plan"], ["apply", "--yes"], ["destroy", "--yes"], ["validate"]])
    expect([words, (await sandbox.mlx(...words)).code]).toEqual([words, 3]);

  const next = await up(sandbox);
  await until("it has warned", () => next.output().includes("the configuration has errors (mlx.yaml:"));
  expect((await sandbox.mlx("down")).code).toBe(0);
  const detached = await sandbox.mlx("up", "--detach", "--port", "0");
  expect([detached.code, detached.stderr.match(warning)?.length]).toEqual([0, 1]);
  expect((await sandbox.mlx("down")).code).toBe(0);
  sandbox.write({ ".mlx/cache/known.json": "" });
  expect((await sandbox.mlx("up", "--port", "0")).code).toBe(3);
});
