import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Digest, Replica, ReplicaHost, ReplicaSubmission } from "@mlx/core";
import { InternalError } from "@mlx/core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";

/** One host of replicas under test, with what the suite needs around it. */
export interface ReplicaHostHarness {
  readonly host: ReplicaHost;
  readonly stateFolder: string;
  addSource(files: { readonly [path: string]: string }): Promise<Digest>;
  readonly defaults?: Partial<ReplicaSubmission>;
  /**
   * A program that starts the replica in its first argument (a submission as JSON) on the same state, prints its
   * URL, and waits for ever.
   */
  readonly daemon: readonly [string, ...string[]];
  /** Starts it, and kills it by SIGKILL once it has printed: returns what it printed. */
  startAndKill(daemon: readonly [string, ...string[]], submission: ReplicaSubmission): Promise<string>;
  close(): Promise<void>;
}

const server = `import http.server, json, os, sys
print("port " + os.environ["MLX_SERVE_PORT"] + " " + os.environ.get("TOKEN", ""), flush=True)
if os.environ.get("MODE") == "fail":
    print("cannot load", file=sys.stderr, flush=True)
    sys.exit(3)
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_GET(self):
        self.answer(503 if os.environ.get("MODE") == "ill" else 200, b"")
    def do_POST(self):
        size = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(size)
        if body == b"die":
            os._exit(7)
        with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt")) as file:
            model = file.read()
        names = ["MLX_TASK", "MLX_SERVICE", "MLX_MODEL_REF", "SM_HP_depth"]
        facts = {name: os.environ.get(name) for name in names}
        self.answer(200, json.dumps({"model": model, **facts}).encode())
    def log_message(self, *args):
        pass
http.server.ThreadingHTTPServer((os.environ["MLX_SERVE_HOST"], int(os.environ["MLX_SERVE_PORT"])), Handler).serve_forever()
`;

/** What every host of replicas promises. */
export function replicaHostConformance(name: string, createHarness: () => Promise<ReplicaHostHarness>): void {
  describe(`replica host conformance: ${name}`, () => {
    let harness: ReplicaHostHarness | undefined;
    let source: Digest;
    let model: Digest;
    let made = 0;
    beforeAll(async () => {
      harness = await createHarness();
      source = await harness.addSource({ "serve.py": server });
      model = await harness.addSource({ "model.txt": "a model" });
    });
    afterAll(() => harness?.close());
    const current = () => {
      if (harness === undefined) throw new InternalError("the harness is made before the first test");
      return harness;
    };

    function submission(over: Partial<ReplicaSubmission> = {}): ReplicaSubmission {
      made += 1;
      return {
        id: `${made.toString().padStart(8, "0")}-0000-4000-8000-${Date.now().toString().padStart(12, "0")}`,
        service: "forecast",
        instance: "retail",
        recipe: "retail",
        recipeType: "Python",
        origin: { source: "recipe" },
        source,
        parameters: { depth: 3 },
        env: {},
        secretValues: [],
        model: { ref: "model/retail@v1", artifact: model },
        startTimeoutSeconds: 60,
        ...current().defaults,
        ...over,
      };
    }

    async function start(over: Partial<ReplicaSubmission> = {}): Promise<Replica> {
      const signal = new AbortController().signal;
      const replica = await current().host.start(submission(over), { signal, onProgress: () => {} });
      onTestFinished(() => replica.stop({ graceSeconds: 0 }));
      return replica;
    }

    const leftovers = () => {
      const folder = join(current().stateFolder, "serving", "replicas");
      return existsSync(folder) ? readdirSync(folder) : [];
    };

    it("starts a program that finds its model and what it is told, and answers", async () => {
      const replica = await start({
        env: { TOKEN: "very-secret-token" },
        secretValues: ["very-secret-token"],
      });
      expect(await replica.ping()).toBe(true);
      const answer = await fetch(`${replica.url}/invocations`, { method: "POST", body: "x" });
      expect(await answer.json()).toEqual({
        model: "a model",
        MLX_TASK: "serve",
        MLX_SERVICE: "forecast",
        MLX_MODEL_REF: "model/retail@v1",
        SM_HP_depth: "3",
      });
      await replica.stop({ graceSeconds: 1 });
      await replica.ended;
      expect(await replica.ping()).toBe(false);
      expect(leftovers()).toEqual([]);
      expect(readFileSync(replica.log, "utf8")).toMatch(/^\S+Z stdout port \d+ \*\*\*$/m);
    });

    it("tells two replicas apart, and ends one without the other", async () => {
      const [one, two] = await Promise.all([start(), start()]);
      expect(one.url).not.toBe(two.url);
      await Promise.all([one.stop({ graceSeconds: 0 }), one.stop({ graceSeconds: 0 })]);
      expect(await Promise.all([one.ping(), two.ping()])).toEqual([false, true]);
    });

    it("says that a program has died by itself", async () => {
      const replica = await start();
      await fetch(`${replica.url}/invocations`, { method: "POST", body: "die" }).catch(() => undefined);
      expect(await replica.ended).toMatch(/exit code 7$/);
      expect(leftovers()).toEqual([]);
    });

    it("4060: it ended before it was healthy; its last words are told", async () => {
      const starting = start({ env: { MODE: "fail" } });
      await expect(starting).rejects.toMatchObject({
        code: "MLX4060",
        detail: expect.stringContaining("cannot load"),
      });
      expect(leftovers()).toEqual([]);
    });

    it("4061: it is not healthy in time, and is stopped", async () => {
      const starting = start({ env: { MODE: "ill" }, startTimeoutSeconds: 2 });
      await expect(starting).rejects.toMatchObject({ code: "MLX4061" });
      expect(leftovers()).toEqual([]);
    });

    it("gives up a start that is not wanted any more", async () => {
      const ending = new AbortController();
      const starting = current().host.start(submission({ env: { MODE: "ill" } }), {
        signal: ending.signal,
        onProgress: () => {},
      });
      setTimeout(() => ending.abort(new Error("not wanted")), 500);
      await expect(starting).rejects.toThrow();
      expect(leftovers()).toEqual([]);
    });

    it("sweeps what a daemon that was killed has left, and nothing else", async () => {
      const mine = await start();
      const orphan = submission();
      const url = await current().startAndKill(current().daemon, orphan);
      expect(leftovers().sort()).toEqual([mine.id, orphan.id].sort());
      await current().host.sweep();
      expect(leftovers()).toEqual([mine.id]);
      await expect(fetch(`${url}/ping`)).rejects.toThrow();
      expect(await mine.ping()).toBe(true);
      expect(await current().host.sweep()).toBe(0);
    });
  });
}
