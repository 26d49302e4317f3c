/** `kill -9` of the server while clients write: what was answered is there, and of what was not, all or nothing. */
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type Answer, type Api, createApi, formOf, senseiPath as sensei } from "./api-server.ts";
import { createSandbox, type RunningMlx, type Sandbox, until } from "./sandbox.ts";
import { makeEngine, makeExperiment, makeInstance, writeDatasets } from "./sensei-recipe.ts";

const kills = Number(process.env.MLX_TEST_KILLS ?? 20);

/** A server that is killed and started again, on another port each time. */
interface Killed {
  api(): Api | undefined;
  start(): Promise<Api>;
  kill(): Promise<void>;
}

function killed(sandbox: Sandbox): Killed {
  let running: RunningMlx | undefined;
  let api: Api | undefined;
  onTestFinished(() => void running?.child.kill("SIGKILL"));
  return {
    api: () => api,
    start: async () => {
      const started = sandbox.start("up", "--api-only", "--port", "0");
      running = started;
      await until("it is up", () => /http:/.test(started.output()) || started.child.exitCode !== null);
      const [url = expect.fail(started.output())] = /http:\/\/[\d.:]+/.exec(started.output()) ?? [];
      api = createApi(url, {});
      return api;
    },
    kill: async () => {
      api = undefined;
      running?.child.kill("SIGKILL");
      await running?.finished;
    },
  };
}

/** What was answered with 201, by where it is. */
type Promised = Map<string, Readonly<Record<string, unknown>>>;

interface Writer {
  readonly kind: string;
  write(api: Api, count: number): Promise<Answer>;
}

/** Writes without a pause while there is a server, until it is told to end. */
async function writeOn({ kind, write }: Writer, server: Killed, promised: Promised, signal: AbortSignal) {
  for (let count = 0; !signal.aborted; ) {
    const api = server.api();
    if (api === undefined) {
      await delay(20);
      continue;
    }
    try {
      count += 1;
      const answer = await write(api, count);
      if (answer.status === 201) promised.set(`${kind}/${answer.body.id}`, answer.body);
      else if (answer.status < 500 && answer.status !== 429)
        expect.fail(`${kind}: ${answer.status} ${answer.text}`);
    } catch (error) {
      // The connection that the server's end has broken.
      if (!(error instanceof TypeError) && !(error instanceof DOMException)) throw error;
    }
  }
}

/** All that a listing has, page by page. */
async function listAll(api: Api, kind: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let start: string | undefined = "0"; start !== undefined; ) {
    const { children, _page }: Record<string, unknown> = await api.get(
      `${sensei}/${kind}?limit=100&start=${start}`,
    );
    ids.push(...(children as readonly { readonly id: string }[]).map(({ id }) => id));
    start = (_page as { readonly next?: string }).next;
  }
  return ids;
}

test("what was answered is there after each kill, and nothing is there by half", {
  timeout: 1_200_000,
}, async () => {
  const sandbox = createSandbox();
  writeDatasets(sandbox);
  sandbox.write({ "mlx.yaml": `${sandbox.read("mlx.yaml")}server: { requestsPerMinute: 0 }\n` });
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  const server = killed(sandbox);
  const first = await server.start();
  const recipe = await makeEngine(first);
  const instance = await makeInstance(first, recipe.id);
  const experiment = await makeExperiment(first, instance.id);
  const runs = `experiments/${experiment.id}/runs`;
  const post = (api: Api, kind: string, json: unknown) => api.ask("POST", `${sensei}/${kind}`, { json });
  const writers: readonly Writer[] = [
    {
      kind: "engines",
      write: (api, count) =>
        api.ask("POST", `${sensei}/engines`, {
          form: formOf("engine", {
            name: `engine ${count}`,
            type: "Python",
            artifacts: { default: { image: { location: "host/img:1", name: "" } } },
          }),
        }),
    },
    {
      kind: "mlInstances",
      write: (api, count) =>
        post(api, "mlInstances", {
          name: `instance ${count}`,
          engineId: recipe.id,
          tasks: [{ name: "train", parameters: [{ key: "depth", value: String(count) }] }],
        }),
    },
    { kind: runs, write: (api) => post(api, runs, { mode: "train" }) },
    { kind: runs, write: (api) => post(api, runs, { mode: "train" }) },
    {
      kind: "insights",
      write: (api, count) =>
        post(api, "insights", {
          context: { clientId: "kills" },
          metrics: [{ name: "MAPE", value: String(count), valueType: "double" }],
        }),
    },
    {
      kind: "models",
      write: (api, count) =>
        api.ask("POST", `${sensei}/models`, {
          form: formOf(
            "model",
            { name: `model ${count}`, originType: "offline" },
            { modelArtifact: { name: "m.bin", content: "m".repeat(100_000) } },
          ),
        }),
    },
  ];
  const promised: Promised = new Map();
  const over = new AbortController();
  const writing = Promise.all(writers.map((writer) => writeOn(writer, server, promised, over.signal)));
  // A failure is told at the end.
  writing.catch(() => over.abort());
  const kinds = [...new Set(writers.map(({ kind }) => kind))];
  for (let round = 0; round < kills && !over.signal.aborted; round += 1) {
    await delay(200 + ((round * 137) % 1100));
    await server.kill();
    const api = await server.start();
    for (const kind of kinds) await api.get(`${sensei}/${kind}?limit=100`);
  }
  over.abort();
  await writing;
  expect(promised.size).toBeGreaterThan(kills);

  await server.kill();
  const api = await server.start();
  for (const kind of kinds) {
    const ids = new Set(await listAll(api, kind));
    const lacking = [...promised.keys()].filter(
      (path) => path.startsWith(`${kind}/`) && !ids.has(path.slice(kind.length + 1)),
    );
    expect([kind, lacking]).toEqual([kind, []]);
    for (const id of ids) {
      const { status, text } = await api.ask("GET", `${sensei}/${kind}/${id}`);
      if (status !== 200) expect.fail(`GET ${kind}/${id} answered ${status}: ${text}`);
      if (kind !== "models") continue;
      const artifact = await api.ask("GET", `${sensei}/models/${id}/artifact`);
      expect([artifact.status, artifact.text.length]).toEqual([200, 100_000]);
    }
  }
  for (const [path, body] of promised)
    expect(await api.get(`${sensei}/${path}`)).toMatchObject({ id: body.id });
  await server.kill();
  const database = new DatabaseSync(sandbox.path(".mlx", "mlx.db"));
  try {
    expect(database.prepare("pragma integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    expect(database.prepare("pragma foreign_key_check").all()).toEqual([]);
  } finally {
    database.close();
  }
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
});
