import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { baseImage, buildImage, docker, titleOf, withoutDocker } from "./machine.ts";
import { createSandbox, repository, type Sandbox, until } from "./sandbox.ts";

interface RunDocument {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly message?: string;
  readonly attempts: readonly { readonly exitCode: number | null }[];
}

/** A project with one recipe, written as a YAML map. */
async function applied(recipe: string, files: Readonly<Record<string, string>> = {}): Promise<Sandbox> {
  const sandbox = createSandbox();
  sandbox.write({ ...project(recipe), ...files });
  const { code, stdout, stderr } = await sandbox.mlx("apply", "--yes");
  if (code !== 0) expect.fail(`apply failed:\n${stdout}${stderr}`);
  return sandbox;
}

const project = (recipe: string) => ({
  "mlx.yaml": `project: containers
datasets:
  flowers: { path: ./flowers.csv }
  numbers: { path: ./numbers.csv }
recipes:
  it: ${recipe}
instances:
  it:
    recipe: it
    tasks:
      train:
        inputs: { train: numbers, training: flowers }
      score:
        inputs: { score: numbers }
        outputs: { predictions: ./out }
experiments:
  fit: { instance: it, task: train }
  predict: { instance: it, task: score }
`,
  "flowers.csv": "setosa,5.1,3.5\nsetosa,4.9,3.0\nvirginica,6.3,3.3\nvirginica,5.8,2.7\n",
  "numbers.csv": "x\n1\n2\n6\n",
});

const lastRun = async (sandbox: Sandbox) =>
  (await sandbox.json("runs", "show", "last")) as unknown as RunDocument;

const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

describe.skipIf(withoutDocker !== undefined)(titleOf("containers", withoutDocker), () => {
  test("examples/docker: a recipe that is built, train and score", async () => {
    const sandbox = createSandbox({ example: "docker" });
    const variables = ["--var", `base=${baseImage}`];
    expect((await sandbox.mlx("fmt", "--check")).code).toBe(0);
    expect((await sandbox.mlx("apply", "--yes", ...variables)).code).toBe(0);
    expect((await sandbox.mlx("plan", "--detailed-exitcode", ...variables)).code).toBe(0);
    const trained = await sandbox.mlx("run", "experiment/topics-train", ...variables);
    expect([trained.code, trained.stderr]).toEqual([0, expect.stringContaining("6 of 6 tickets")]);
    expect((await sandbox.mlx("run", "experiment/topics-score", ...variables)).code).toBe(0);
    const [batch = ""] = sandbox.list("out/predictions");
    expect(sandbox.read(`out/predictions/${batch}/predictions.csv`).split(/\r?\n/)).toEqual([
      "text,topic",
      "I forgot my password and cannot log in,account",
      "You charged my card for an order that I cancelled,billing",
      "Where is my parcel,delivery",
      "",
    ]);
  });

  test("an image made for Amazon SageMaker runs unmodified: train, its failure, and serve", async () => {
    const image = buildImage("sklearn-byo");
    const sandbox = await applied(
      `{ image: ${image}, container: { profile: sagemaker, pull: never }, defaults: { train: { max_leaf_nodes: "3" } } }`,
    );
    const trained = await sandbox.mlx("run", "experiment/fit");
    expect([trained.code, trained.stderr]).toEqual([
      0,
      expect.stringContaining("Training complete: 2 leaves."),
    ]);

    expect((await sandbox.mlx("run", "experiment/fit", "-p", "max_leaf_nodes=many")).code).toBe(6);
    expect(await lastRun(sandbox)).toMatchObject({
      state: "FAILED",
      reason: "NON_ZERO_EXIT",
      message: expect.stringContaining("Exception during training: invalid literal for int()"),
      attempts: [{ exitCode: 255 }],
    });

    expect((await sandbox.mlx("models", "get", "it@latest", "got")).code).toBe(0);
    const model = `${sandbox.path("got")}:/opt/ml/model:ro`;
    const server = docker(
      "run",
      "--detach",
      "--publish",
      "127.0.0.1::8080",
      "--volume",
      model,
      image,
      "serve",
    );
    onTestFinished(() => void docker("rm", "--force", "--volumes", server));
    const address = `http://${docker("port", server, "8080")}`;
    const isHealthy = () =>
      fetch(`${address}/ping`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until("the server is healthy", isHealthy);
    const headers = { "content-type": "text/csv" };
    const answer = await fetch(`${address}/invocations`, {
      method: "POST",
      headers,
      body: "5.0,3.4\n6.0,3.0\n",
    });
    expect(await answer.text()).toBe("setosa\nvirginica\n");
  });

  test("an image with the sagemaker-training toolkit runs unmodified, its script in /opt/ml/code", async () => {
    const image = buildImage("sagemaker-toolkit");
    const sandbox = await applied(
      `{ image: ${image}, container: { profile: sagemaker, pull: never }, defaults: { train: { epochs: 2, learning-rate: 0.5 } } }`,
    );
    const { code, stderr } = await sandbox.mlx("run", "experiment/fit");
    expect([code, stderr]).toEqual([0, expect.stringContaining("epoch 2 of 2: 3 rows")]);
    expect((await sandbox.mlx("models", "get", "it@latest", "got")).code).toBe(0);
    expect(JSON.parse(sandbox.read("got/model.json"))).toEqual({ epochs: 2, learning_rate: 0.5, rows: 3 });
  });

  test("an image with a numeric user runs under the strict profile: train and score", async () => {
    const image = buildImage("numeric-user");
    const sandbox = await applied(`{ image: ${image}, container: { user: image, pull: never } }`);
    const trained = await sandbox.mlx("run", "experiment/fit");
    expect([trained.code, trained.stderr]).toEqual([
      0,
      expect.stringContaining("user 1042: the mean of 3 rows is 3.0"),
    ]);
    expect(await lastRun(sandbox)).toMatchObject({ metrics: { mean: 3, rows: 3 } });
    expect((await sandbox.mlx("run", "experiment/predict")).code).toBe(0);
    const [batch = ""] = sandbox.list("out");
    expect(sandbox.read(`out/${batch}/predictions.csv`)).toBe("prediction\n3.0\n3.0\n3.0\n");
  });

  test.each([
    ["no-train", "", { state: "FAILED", reason: "START_FAILED" }, "the image has no program `train`"],
    ["exits-at-once", "", { state: "FAILED", reason: "NON_ZERO_EXIT" }, "it exited with code 7"],
    ["volume-opt-ml", "", { state: "DONE", model: "model/it@v1", metrics: { score: 1 } }, ""],
    ["leaves-children", "", { state: "DONE", model: "model/it@v1" }, "the program ends, its children stay"],
    ["fifo-in-model", "", { state: "FAILED", reason: "OUTPUT_INVALID" }, "it is a FIFO"],
    [
      "device-in-model",
      ", profile: trusted",
      { state: "FAILED", reason: "OUTPUT_INVALID" },
      "it is a device",
    ],
    ["many-files", "", { state: "FAILED", reason: "OUTPUT_INVALID" }, "more than 200,000 files"],
    ["cannot-write", ", user: image", { state: "DONE", model: "model/it@v1" }, "uid=4242"],
  ] as const)("bad image %s", { timeout: 900_000 }, async (folder, container, run, text) => {
    const image = buildImage(`bad/${folder}`);
    const sandbox = await applied(`{ image: ${image}, container: { pull: never${container} } }`);
    const { code, stderr } = await sandbox.mlx("run", "experiment/fit");
    expect([code === 0, oneLine(stderr)]).toEqual([run.state === "DONE", expect.stringContaining(text)]);
    const last = await lastRun(sandbox);
    expect(last).toMatchObject(run);
    expect(docker("ps", "--all", "--quiet", "--filter", `label=mlx.run=${last.id}`)).toBe("");
  });

  test("a user who may not write is told what would allow it", async () => {
    const sandbox = await applied(
      `{ source: ./recipe, executor: docker, container: { baseImage: "${baseImage}", pull: never } }`,
      { "recipe/train.py": `open("/etc/mine", "w")\n`, "recipe/score.py": "" },
    );
    const { code, stderr } = await sandbox.mlx("run", "experiment/fit");
    expect([code, oneLine(stderr)]).toEqual([6, expect.stringContaining("readOnlyRoot")]);
  });

  test("a Dockerfile that fails to build: the step and its last lines are shown", async () => {
    const sandbox = createSandbox();
    cpSync(join(repository, "test/images/bad/failing-build"), sandbox.path("recipe"), { recursive: true });
    sandbox.write(project("{ build: ./recipe }"));
    expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
    const { code, stderr } = await sandbox.mlx("run", "experiment/fit");
    const shown = stderr.slice(stderr.indexOf("error MLX"));
    expect(code).toBe(6);
    for (const text of ["line 30 of the build", "the compiler gave up", "for line in", "mend Dockerfile"])
      expect(shown).toContain(text);
    expect(shown).not.toContain("line 2 of the build");
  });

  test("an image that does not exist is found out by the plan", async () => {
    const sandbox = createSandbox();
    sandbox.write(project("{ image: mlx-test/nothing, container: { pull: never } }"));
    const { code, stderr } = await sandbox.mlx("plan");
    expect([code, oneLine(stderr)]).toEqual([
      3,
      expect.stringContaining("there is no image mlx-test/nothing"),
    ]);
  });

  test("without an engine the run says so, and the next one runs where there is one", async () => {
    const sandbox = await applied(`{ image: ${buildImage("numeric-user")}, container: { pull: never } }`);
    const nobody = `unix://${sandbox.path("docker.sock")}`;
    const { code, stderr } = await sandbox.mlxWith({ DOCKER_HOST: nobody }, "run", "experiment/fit");
    expect([code, oneLine(stderr)]).toEqual([
      6,
      expect.stringContaining("there is no Docker engine to talk to"),
    ]);
    expect((await sandbox.mlx("run", "experiment/fit")).code).toBe(0);
  });

  test("kill -9 of mlx at any moment: the next command recovers, one start, no line lost", {
    timeout: 900_000,
  }, async () => {
    const rounds = Number(process.env.MLX_TEST_KILLS ?? 20);
    const sandbox = await applied(
      `{ source: ./recipe, executor: docker, container: { baseImage: "${baseImage}", pull: never } }`,
      { "recipe/train.py": talker, "recipe/score.py": "" },
    );
    const starts = watchStarts();
    const before = performance.now();
    expect((await sandbox.mlx("run", "experiment/fit")).code).toBe(0);
    const whole = performance.now() - before;
    for (let round = 1; round <= rounds; round += 1) {
      const running = sandbox.start("run", "experiment/fit");
      await new Promise((wake) => setTimeout(wake, (whole * round) / rounds));
      running.child.kill("SIGKILL");
      await running.finished;
      await sandbox.mlx("runs");
      await until(`the run of round ${round} has ended`, async () =>
        (await runsOf(sandbox)).every(({ state }) => !["PENDING", "RUNNING", "RETRY"].includes(state)),
      );
    }
    const runs = await runsOf(sandbox);
    for (const { id } of runs) {
      expect(await sandbox.json("runs", "show", id)).toMatchObject({
        state: "DONE",
        attempts: [{ exitCode: 0 }],
      });
      expect(linesOf((await sandbox.mlx("logs", id)).stdout)).toEqual(saidByTalker);
      expect([id, starts.filter((run) => run === id)]).toEqual([id, [id]]);
      expect(docker("ps", "--all", "--quiet", "--filter", `label=mlx.run=${id}`)).toBe("");
    }
    // Of those killed before they had made a run there is nothing; that is the first moments only.
    expect(runs.length).toBeGreaterThan(rounds / 2);
  });
});

const runsOf = async (sandbox: Sandbox) =>
  (await sandbox.json("runs", "list", "--limit", "1000")).runs as readonly RunDocument[];

const talker = `import os, time
for number in range(200):
    print("line", number, flush=True)
    time.sleep(0.004)
with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt"), "w") as file:
    file.write("said all")
`;
const saidByTalker = Array.from({ length: 200 }, (_, number) => `line ${number}`);

/** The run of each container that is started from now on; grows until the test is over. */
function watchStarts(): readonly string[] {
  const starts: string[] = [];
  const now = String(Date.now() / 1000);
  const words = ["events", "--since", now, "--filter", "type=container", "--filter", "event=start"];
  const label = '{{index .Actor.Attributes "mlx.run"}}';
  const events = spawn("docker", [...words, "--format", label], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void events.kill());
  createInterface({ input: events.stdout }).on("line", (line) => starts.push(line));
  return starts;
}

/** Without the line breaks of a narrow terminal. */
const oneLine = (text: string) => text.replace(/\s+/g, " ");
