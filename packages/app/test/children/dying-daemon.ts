/**
 * A daemon that kills itself at a step of its work on schedules and runs: right before a write of the store, or
 * right behind it, such as `before putAttempt 2`. `node … ROOT CACHE AHEAD STEP`: its clock is so many milliseconds
 * ahead; where it does not come to the step, it ends when all runs have ended. Each step is printed.
 */
import { writeSync } from "node:fs";
import { isTerminal, type Store } from "@mlx/core";
import { supervisorEntry } from "@mlx/runtime";
import { openDaemon } from "../../src/daemon/open-daemon.ts";
import { openProject, type Project } from "../../src/project.ts";

const [root = "", cache = "", ahead = "0", fatal = ""] = process.argv.slice(2);
const writes: ReadonlySet<string> = new Set([
  ...["evaluate", "claimNext", "claim", "putAttempt", "transition", "appendMetrics", "appendEvent"],
  ...["end", "release"],
]);
const counts = new Map<string, number>();

function step(name: string): void {
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  writeSync(1, `${name} ${count}\n`);
  if (`${name} ${count}` === fatal) process.kill(process.pid, "SIGKILL");
}

/** Those calls count that change something: a look at what is due, or at the queue, mostly finds nothing. */
function watched<T extends object>(target: T): T {
  return new Proxy(target, {
    get: (from, key) => {
      const value: unknown = Reflect.get(from, key);
      const name = String(key);
      if (typeof value === "object" && value !== null) return watched(value);
      if (typeof value !== "function" || !writes.has(name)) return value;
      return async (...args: readonly unknown[]) => {
        const isLook = name === "claimNext" || name === "evaluate";
        if (!isLook) step(`before ${name}`);
        const result: unknown = await Reflect.apply(value, from, args);
        if (!isLook || (Array.isArray(result) && result.length > 0)) step(`behind ${name}`);
        return result;
      };
    },
  });
}

async function allEnded(store: Store): Promise<boolean> {
  const records = await store.runs.list({}, { limit: 10 });
  return records.length > 0 && records.every(({ run }) => isTerminal(run.status.state));
}

const opened = await openProject({
  cwd: root,
  ...{ variables: {}, variableFiles: [], version: "0.0.0", events: () => {} },
  processEnv: { PATH: process.env.PATH, MLX_ACTOR: "tester", MLX_CACHE_DIR: cache },
  supervisor: supervisorEntry,
  self: [process.execPath, "/none"],
});
if (!opened.ok) throw new TypeError(opened.failure.summary);
const { value: plain } = opened;
const project: Project = {
  ...plain,
  adapters: async () => {
    const adapters = await plain.adapters();
    const { clock } = adapters;
    return {
      ...adapters,
      store: watched(adapters.store),
      clock: { ...clock, now: () => clock.now() + Number(ahead) },
    };
  },
};
const url = "http://127.0.0.1:0";
const serve = async () => ({
  url,
  gateway: {
    update: async () => ({ url }),
    remove: async () => {},
    load: () => ({ inFlight: 0, silentMilliseconds: 0 }),
    idle: async () => {},
  },
  serviceLoads: () => [],
  close: async () => {},
});
const daemon = await openDaemon(project, { slots: {}, serve });
const { store, clock } = await plain.adapters();
while (!(await allEnded(store))) await clock.sleep(100);
daemon.drain();
await daemon.ended;
await plain.close();
