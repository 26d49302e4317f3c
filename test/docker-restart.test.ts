/** A daemon whose container engine is restarted while runs go on. */
import { describe, expect, onTestFinished, test } from "vitest";
import { baseImage, titleOf } from "./machine.ts";
import { startOwnEngine, withoutOwnEngine } from "./own-engine.ts";
import { createSandbox, type Sandbox, until } from "./sandbox.ts";

interface RunDocument {
  readonly state: string;
  readonly reason: string;
  readonly scheduledAt: string | null;
  readonly attempts: readonly { readonly reason: string | null }[];
}

/** It only ends where it finds what it left when it was started before. */
const endsAtSecondStart = `import os, time
before = os.path.join(os.environ["MLX_CHECKPOINT_DIR"], "started")
if not os.path.exists(before):
    open(before, "w").close()
    print("up", flush=True)
    time.sleep(600)
with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt"), "w") as file:
    file.write("done")
`;
const endsAtOnce = `import os
with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt"), "w") as file:
    file.write("done")
`;

const container = `executor: docker, container: { baseImage: "${baseImage}", pull: never }`;
const project = {
  "mlx.yaml": `project: restarts
recipes:
  long: { source: ./long, ${container} }
  short: { source: ./short, ${container} }
instances:
  long: { recipe: long, tasks: { train: {} } }
  short: { recipe: short, tasks: { train: {} } }
experiments:
  once: { instance: long, task: train }
  minutely: { instance: short, task: train, schedule: { cron: "* * * * *" } }
`,
  "long/train.py": endsAtSecondStart,
  "short/train.py": endsAtOnce,
};

describe.skipIf(withoutOwnEngine !== undefined)(titleOf("an engine of our own", withoutOwnEngine), () => {
  test("a restart of it under a daemon: the run is tried again, and schedules go on", {
    timeout: 600_000,
  }, async () => {
    const engine = await startOwnEngine();
    onTestFinished(() => engine.close());
    const sandbox = createSandbox();
    sandbox.write(project);
    const env = { DOCKER_HOST: engine.host };
    const mlx = async (...words: readonly string[]) => {
      const { code, stdout, stderr } = await sandbox.mlxWith(env, ...words);
      if (code !== 0) expect.fail(`mlx ${words.join(" ")}:\n${stdout}${stderr}`);
      return stdout;
    };
    const runsOf = async (experiment: string) => {
      const words = ["runs", "list", "--experiment", experiment, "--limit", "1000", "--json"];
      const document: { readonly runs: readonly RunDocument[] } = JSON.parse(await mlx(...words));
      return document.runs;
    };
    await mlx("apply", "--yes");
    const daemon = sandbox.startWith(env, "up", "--port", "0");
    onTestFinished(() => void daemon.child.kill("SIGKILL"));
    await until("the daemon is up", () => {
      if (daemon.child.exitCode !== null) expect.fail(`the daemon ended:\n${daemon.output()}`);
      return / up\b/.test(daemon.output());
    });
    await mlx("run", "experiment/once", "--detach");
    await until("the program runs", () => hasStarted(sandbox));
    await until("its start is known", async () => (await runsOf("once"))[0]?.reason === "EXECUTING");
    await engine.restart("SIGKILL");
    const restartedAt = Date.now();
    await until("the run has ended", async () => (await runsOf("once"))[0]?.state === "DONE");
    expect(await runsOf("once")).toMatchObject([
      { state: "DONE", attempts: [{ reason: "WORKER_LOST" }, { reason: "OK" }] },
    ]);
    await until("a run of a later time is done", async () =>
      (await runsOf("minutely")).some(
        ({ state, scheduledAt }) => state === "DONE" && Date.parse(scheduledAt ?? "") > restartedAt,
      ),
    );
    expect(daemon.child.exitCode).toBeNull();
    await mlx("down", "--now");
    await daemon.finished;
  });
});

function hasStarted(sandbox: Sandbox): boolean {
  return sandbox
    .list(".mlx/runs")
    .some((run) => sandbox.list(`.mlx/runs/${run}/checkpoints`).includes("started"));
}
