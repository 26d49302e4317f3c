/** Services that are served, through the real binary: switches under load, what a bad model does, limits, the end. */
import { spawnSync } from "node:child_process";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createSandbox, type RunningMlx, type Sandbox, until } from "./sandbox.ts";

const train = `import os
with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt"), "w") as file:
    file.write(os.environ.get("SM_HP_mood", "well"))
`;

/** Answers with its mood; `bad` ends while it loads, `mad` with each request, `slow` takes its time. */
const serve = `import os, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt")) as file:
    mood = file.read()
if mood == "bad":
    sys.exit("cannot load the model: bad")
class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    def do_GET(self):
        self.answer(200, b"")
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if mood == "mad":
            os._exit(9)
        if body == b"slow":
            time.sleep(3)
        if body == b"not rows":
            self.answer(400, b"these are not rows")
            return
        self.answer(200, mood.encode())
    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *args):
        pass
class Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True
Server(("", int(os.environ["MLX_SERVE_PORT"])), Handler).serve_forever()
`;

const files = (options = "replicas: 2"): Readonly<Record<string, string>> => ({
  "mlx.yaml": `project: served
datasets:
  data: { path: ./data.csv }
recipes:
  moody: { type: Python, algorithm: Custom, source: ./recipe }
instances:
  moody: { recipe: moody, tasks: { train: { inputs: { train: data } } } }
services:
  oracle:
    instance: moody
    training: {}
    model: "@champion"
    serve: { ${options} }
`,
  "data.csv": "x\n1\n",
  "recipe/train.py": train,
  "recipe/serve.py": serve,
});

interface Served {
  readonly sandbox: Sandbox;
  readonly daemon: RunningMlx;
  readonly url: string;
  ask(
    body?: string,
  ): Promise<{ readonly status: number; readonly text: string; readonly model: string | null }>;
  /** Trains a version with the mood, and makes it the champion. */
  champion(mood: string): Promise<void>;
  endpoint(): Promise<{ readonly state: string; readonly message?: string; readonly serving?: string }>;
}

async function mlx(sandbox: Sandbox, ...args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await sandbox.mlx(...args);
  if (code !== 0) expect.fail(`mlx ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
}

async function served(options?: string): Promise<Served> {
  const sandbox = createSandbox();
  sandbox.write(files(options));
  await mlx(sandbox, "apply", "--yes", "--wait");
  await mlx(sandbox, "models", "promote", "moody@v1", "--reason", "first");
  const daemon = sandbox.start("up", "--port", "0");
  onTestFinished(async () => {
    daemon.child.kill("SIGKILL");
    await daemon.finished;
  });
  await until("the daemon is up", () => / up\b/.test(daemon.output()) || daemon.child.exitCode !== null);
  const [base = expect.fail(daemon.output())] = /http:\/\/[\d.:]+/.exec(daemon.output()) ?? [];
  const url = `${base}/services/oracle`;
  const ask: Served["ask"] = async (body = "x") => {
    const answer = await fetch(`${url}/invocations`, { method: "POST", body });
    return { status: answer.status, text: await answer.text(), model: answer.headers.get("x-mlx-model") };
  };
  await until("the service serves", async () => (await ask()).status === 200);
  let version = 1;
  return {
    ...{ sandbox, daemon, url, ask },
    champion: async (mood) => {
      version += 1;
      await mlx(sandbox, "run", "service/oracle", "--task", "train", "-p", `mood=${mood}`);
      await mlx(sandbox, "models", "promote", `moody@v${version}`, "--reason", mood);
    },
    endpoint: async () => {
      const { endpoint } = (await sandbox.json("services", "show", "oracle")) as {
        endpoint: { status: { state: string } };
      };
      return endpoint.status;
    },
  };
}

/** Asks without a pause until it is ended, and says how often there was which answer. */
function load(ask: Served["ask"]) {
  const answers = new Map<string, number>();
  let over = false;
  const work = Array.from({ length: 4 }, async () => {
    while (!over) {
      const answer = await ask().catch((error: unknown) => ({ status: 0, text: String(error) }));
      const key = `${answer.status} ${answer.text}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
    }
  });
  return {
    answers,
    end: async () => {
      over = true;
      await Promise.all(work);
      return [...answers.keys()].sort();
    },
  };
}

/** Processes of a replica: those whose working folder lies in the sandbox's. */
function replicaProcesses(sandbox: Sandbox): readonly number[] {
  const { stdout } = spawnSync("pgrep", ["-f", "serve.py"], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((pid) => pid !== "")
    .map(Number)
    .filter((pid) => {
      const { stdout: folder } = spawnSync("readlink", [`/proc/${pid}/cwd`], { encoding: "utf8" });
      return folder.startsWith(sandbox.folder);
    });
}

test("under load: a promotion, a replica that is killed, and a rollback fail no request", async () => {
  const { sandbox, ask, champion } = await served();
  const asking = load(ask);
  await champion("better");
  await until("the new one answers", async () => (await ask()).text === "better");
  const [victim = expect.fail("no replica runs")] = replicaProcesses(sandbox);
  process.kill(victim, "SIGKILL");
  await until("it is replaced", () => {
    const now = replicaProcesses(sandbox);
    return now.length === 2 && !now.includes(victim);
  });
  await mlx(sandbox, "models", "rollback", "moody", "--reason", "back");
  await until("the old one answers", async () => (await ask()).text === "well");
  expect(await asking.end()).toEqual(["200 better", "200 well"]);
});

test("a model that cannot be loaded never takes over: the last good one serves on, and status says why", async () => {
  const { ask, champion, endpoint, sandbox } = await served();
  const asking = load(ask);
  await champion("bad");
  await until("it is told", async () => (await endpoint()).state === "DEGRADED");
  expect(await endpoint()).toMatchObject({
    state: "DEGRADED",
    serving: "model/moody@v1",
    next: "model/moody@v2",
    message: expect.stringContaining("cannot load the model: bad"),
  });
  await mlx(sandbox, "models", "rollback", "moody", "--reason", "it is bad");
  await until("all is well", async () => (await endpoint()).state === "READY");
  expect(await asking.end()).toEqual(["200 well"]);
});

test("a model that is healthy and dies of each request: what served before is brought back", async () => {
  const { ask, champion, endpoint } = await served();
  await champion("mad");
  await until("it has taken over", async () => (await ask()).status === 502);
  const asking = load(ask);
  await until("the old one answers again", () => asking.answers.has("200 well"));
  await asking.end();
  expect(await endpoint()).toMatchObject({ serving: "model/moody@v1", next: "model/moody@v2" });
});

test("bodies: too large, malformed, and an answer that takes too long", async () => {
  const { ask, url } = await served("maxBodyInMB: 0.001, timeout: 1s");
  const large = await ask("x".repeat(2000));
  expect([large.status, JSON.parse(large.text).error.code]).toEqual([413, "MLX8514"]);
  expect(await ask("not rows")).toMatchObject({ status: 400, text: "these are not rows" });
  const slow = await ask("slow");
  expect([slow.status, JSON.parse(slow.text).error.code]).toEqual([504, "MLX8516"]);
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(
    "POST /services/oracle/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nab",
  );
  const got = new Promise<string>((resolve) => socket.once("data", (data) => resolve(data.toString())));
  expect(await got).toMatch(/^HTTP\/1\.1 408 /);
  socket.destroy();
  expect(await ask()).toMatchObject({ status: 200, text: "well" });
});

test("a daemon that ends lets what is being answered finish, and leaves no process; one that is killed neither", async () => {
  const { sandbox, daemon, ask } = await served();
  const slow = ask("slow");
  await until("it is being answered", () => replicaProcesses(sandbox).length === 2);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await mlx(sandbox, "down");
  expect(await slow).toMatchObject({ status: 200, text: "well" });
  await daemon.finished;
  expect(replicaProcesses(sandbox)).toEqual([]);
  const next = sandbox.start("up", "--port", "0");
  await until("replicas are back", () => replicaProcesses(sandbox).length === 2);
  next.child.kill("SIGKILL");
  await next.finished;
  await until("they went with it", () => replicaProcesses(sandbox).length === 0);
});
