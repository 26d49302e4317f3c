/** `kill -9` of a daemon at each of its steps, from the time that a schedule fires to the end of the run. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyPlan, planChanges } from "../src/index.ts";
import { createFolder, type Folder, openIn, value } from "./project-folder.ts";

const child = join(import.meta.dirname, "children", "dying-daemon.ts");
/** Long enough for a successor on a busy machine: the next nominal time is not for now. */
const period = 600_000;
const atOnce = 3;

const files = (root: string) => ({
  "mlx.yaml": `project: steps
recipes:
  count: { type: Python, source: ./recipe, defaults: { train: { starts: ${JSON.stringify(join(root, "starts"))} } } }
instances:
  counted: { recipe: count, tasks: { train: {} } }
experiments:
  often: { instance: counted, task: train, schedule: { cron: "*/10 * * * *" } }
`,
  "recipe/train.py": `import json, os
with open(os.environ["SM_HP_starts"], "a") as file:
    file.write("x")
with open(os.environ["MLX_METRICS_FILE"], "a") as file:
    file.write(json.dumps({"name": "loss", "value": 0.5, "step": 1}) + "\\n")
with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt"), "w") as file:
    file.write("trained")
`,
});

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly steps: readonly string[];
  readonly errors: string;
}

async function runDaemon(folder: Folder, cache: string, ahead: number, fatal: string): Promise<Ended> {
  const words = [child, folder.root, cache, ahead.toString(), fatal];
  const daemon = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  daemon.stdout.on("data", (data) => {
    output += data;
  });
  daemon.stderr.on("data", (data) => {
    errors += data;
  });
  await once(daemon, "close");
  const { exitCode: code, signalCode: signal } = daemon;
  return { code, signal, steps: output.split("\n").slice(0, -1), errors };
}

/** Kills a daemon at a step, where it comes to it, and has another one do the rest. */
async function killAt(
  fatal: string,
  cache: string,
): Promise<{ readonly killed: boolean; readonly steps: readonly string[] }> {
  const folder = createFolder({});
  folder.write(files(folder.root));
  const project = await openIn(folder.root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  // The time comes a moment after the start; its successor finds itself half a minute late.
  const untilTime = period - (Date.now() % period);
  const ahead = untilTime > 3000 ? untilTime - 3000 : untilTime;
  const dying = await runDaemon(folder, cache, ahead, fatal);
  const killed = dying.signal === "SIGKILL";
  if (killed) {
    const next = await runDaemon(folder, cache, ahead + 30_000, "");
    expect({ fatal, code: next.code, errors: next.errors }).toEqual({ fatal, code: 0, errors: "" });
  } else expect(dying).toMatchObject({ code: 0, errors: "" });
  const { store } = await project.adapters();
  const ticks = await store.schedules.ticks({}, { limit: 10 });
  const records = await store.runs.list({}, { limit: 10 });
  expect({
    fatal,
    ticks: ticks.map(({ outcome }) => outcome),
    runs: records.map(({ run, attempts }) => [run.status.state, attempts.length]),
    starts: readFileSync(folder.path("starts"), "utf8"),
    models: (await store.models.versions("counted")).length,
  }).toEqual({ fatal, ticks: ["FIRED"], runs: [["DONE", 1]], starts: "x", models: 1 });
  return { killed, steps: dying.steps };
}

test("a scheduled run is started once and done, whichever step its daemon is killed at", {
  timeout: 900_000,
}, async () => {
  const cache = createFolder({}).root;
  const { steps } = await killAt("", cache);
  const left = [...steps];
  const killedAt: string[] = [];
  const work = async () => {
    for (let step = left.shift(); step !== undefined; step = left.shift())
      if ((await killAt(step, cache)).killed) killedAt.push(step);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  // How often a metric or a phase is written depends on how fast the program is.
  for (const write of ["evaluate", "claimNext", "putAttempt", "transition", "end"])
    expect(killedAt).toContain(`behind ${write} 1`);
  for (const write of ["putAttempt", "transition", "end"]) expect(killedAt).toContain(`before ${write} 1`);
});
