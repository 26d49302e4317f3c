import {
  type Address,
  digestOfJson,
  type EndpointPlace,
  type EndpointRecord,
  type EndpointTarget,
  type EngineEvent,
  formatAddress,
  MlxError,
  type Replica,
  type ReplicaSubmission,
  type ServiceGateway,
} from "@mlx/core";
import { createVirtualClock } from "@mlx/core/testing";
import { expect, test } from "vitest";
import type { WaitingServing, WantedServing } from "../../src/serving/find-wanted.ts";
import { createEndpointKeeper } from "../../src/serving/keep-endpoint.ts";
import { createAppliedWorld } from "../applied-world.ts";

const service: Address<"service"> = formatAddress({ kind: "service", name: "oracle" });
const second = 1000;

function wantedOf(version: number, replicas = 2): WantedServing {
  const ref = `model/oracle@v${version}`;
  return {
    generation: ref,
    ref,
    executor: "process",
    serve: {
      ...{ replicas, concurrency: 4, queueLimit: 10, maxBodyBytes: 100, requestTimeoutSeconds: 60 },
      ...{ startTimeoutSeconds: 60, drainSeconds: 10, stopGraceSeconds: 5, env: {} },
    },
    replica: {
      ...{
        service: "oracle",
        instance: "oracle",
        recipe: "r",
        recipeType: "Python",
        parameters: {},
        env: {},
      },
      origin: { source: "recipe" },
      model: { ref, artifact: digestOfJson(version) },
      startTimeoutSeconds: 60,
    },
  };
}

interface FakeReplica {
  readonly submission: ReplicaSubmission;
  up(): void;
  fail(): void;
  die(): void;
  isWell: boolean;
  stopped: boolean;
}

/** A keeper whose replicas come up, fail and die when they are told to. */
async function createWorld() {
  const clock = createVirtualClock();
  const world = await createAppliedWorld(() => ({}), undefined, { clock });
  const replicas: FakeReplica[] = [];
  const states: string[] = [];
  const busy = new Map<string, () => void>();
  let silence = 0;
  let place: Partial<EndpointPlace> = {};
  const records: EndpointRecord[] = [];
  let target: EndpointTarget | undefined;
  let wanted: WantedServing | WaitingServing | undefined = {
    serve: wantedOf(1).serve,
    message: "there is none",
  };
  const gateway: ServiceGateway = {
    update: async (endpoint) => {
      target = endpoint.target;
      return { url: "http://127.0.0.1:1/services/oracle", ...place };
    },
    remove: async () => {
      target = undefined;
    },
    load: (id) => ({ inFlight: busy.has(id) ? 1 : 0, silentMilliseconds: silence }),
    idle: (id, signal) =>
      new Promise((resolve, reject) => {
        if (!busy.has(id)) return resolve();
        busy.set(id, resolve);
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  };
  const start = (submission: ReplicaSubmission, { signal }: { readonly signal: AbortSignal }) =>
    new Promise<Replica>((resolve, reject) => {
      const { promise: ended, resolve: end } = Promise.withResolvers<string>();
      const fake: FakeReplica = {
        ...{ submission, isWell: true, stopped: false },
        up: () =>
          resolve({
            ...{ id: submission.id, url: `http://${submission.id}`, log: "", ended },
            ping: async () => fake.isWell,
            stop: async () => {
              fake.stopped = true;
              end("stopped");
            },
          }),
        fail: () => reject(new MlxError({ code: "MLX4060", summary: "it ended", next: [] })),
        die: () => end("it ended with exit code 9"),
      };
      signal.addEventListener("abort", () => {
        fake.stopped = true;
        reject(signal.reason);
      });
      replicas.push(fake);
    });
  const host = { name: "process" as const, start, sweep: async () => 0 };
  const emit = (event: EngineEvent) => {
    if (event.type !== "endpoint") return;
    records.push(event.endpoint);
    const { status } = event.endpoint;
    states.push(
      [
        status.state,
        "serving" in status ? status.serving.slice(-2) : "",
        "next" in status ? status.next.slice(-2) : "",
      ]
        .filter((text) => text !== "")
        .join(" "),
    );
  };
  let isDirty = true;
  const deps = { ...world.deps, clock, emit, gateway, hosts: { process: host, docker: host } };
  const keeper = createEndpointKeeper(service, deps, () => {
    isDirty = true;
  });
  const look = async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      isDirty = false;
      await keeper.look(wanted);
      await clock.advance(0);
      if (!isDirty) return;
    }
  };
  return {
    ...{ keeper, replicas, states, records, busy, look },
    placeIs: (next: typeof place) => {
      place = next;
    },
    beSilent: (milliseconds: number) => {
      silence = milliseconds;
    },
    want: async (next: typeof wanted) => {
      wanted = next;
      await look();
    },
    pass: async (milliseconds: number) => {
      for (let passed = 0; passed < milliseconds; passed += second) {
        await clock.advance(second);
        await look();
      }
    },
    of: (version: number) =>
      replicas.filter(({ submission, stopped }) => !stopped && submission.model.ref.endsWith(`v${version}`)),
    /** Version, and how many replicas are given requests; or why there are none. */
    gated: () =>
      target?.type === "serving"
        ? `${target.model.slice(-2)} x${target.replicas.length}`
        : (target?.message ?? "none"),
  };
}

test("waits for a model, serves it as soon as one replica is there, and then with all", async () => {
  const world = await createWorld();
  await world.look();
  expect([world.states, world.gated()]).toEqual([["WAITING"], "there is none"]);
  await world.want(wantedOf(1));
  expect([world.of(1).length, world.gated()]).toEqual([2, "Its first replica is coming up."]);
  world.replicas[0]?.up();
  await world.pass(second);
  expect(world.gated()).toBe("v1 x1");
  world.replicas[1]?.up();
  await world.pass(second);
  expect(world.gated()).toBe("v1 x2");
  expect(world.states.filter((state, index) => state !== world.states[index - 1])).toEqual([
    "WAITING",
    "STARTING v1",
    "READY v1",
  ]);
});

test("a switch: the old ones are stopped when they have nothing left to do, or their time is over", async () => {
  const world = await createWorld();
  await world.want(wantedOf(1));
  for (const { up } of world.of(1)) up();
  await world.pass(second);
  const [one, two] = world.of(1);
  world.busy.set(one?.submission.id ?? "", () => {});
  await world.want(wantedOf(2));
  expect([world.of(2).length, world.gated()]).toEqual([2, "v1 x2"]);
  world.of(2)[0]?.up();
  await world.pass(second);
  expect(world.gated()).toBe("v1 x2");
  world.of(2)[1]?.up();
  await world.pass(second);
  expect([world.gated(), one?.stopped, two?.stopped]).toEqual(["v2 x2", false, true]);
  await world.pass(10 * second);
  expect(one?.stopped).toBe(true);
});

test("a model that does not come up: the last good one serves on, and it is tried again, later and later", async () => {
  const world = await createWorld();
  await world.want(wantedOf(1));
  for (const { up } of world.of(1)) up();
  await world.pass(second);
  await world.want(wantedOf(2));
  const tries: number[] = [];
  for (let seconds = 0; seconds < 16; seconds += 1) {
    const starting = world.of(2);
    if (starting.length > 0) tries.push(seconds);
    for (const replica of starting) {
      replica.fail();
      replica.stopped = true;
    }
    await world.pass(second);
    expect(world.gated()).toBe("v1 x2");
  }
  expect(tries).toEqual([0, 1, 3, 7, 15]);
  const failedAt = world.states.indexOf("DEGRADED v1 v2");
  expect(new Set(world.states.slice(failedAt))).toEqual(new Set(["DEGRADED v1 v2"]));
  await world.want(wantedOf(1));
  expect([world.states.at(-1), world.of(1).length]).toEqual(["READY v1", 2]);
});

test("a model that dies again and again after it took over is taken back", async () => {
  const world = await createWorld();
  await world.want(wantedOf(1, 1));
  world.of(1)[0]?.up();
  await world.pass(second);
  await world.want(wantedOf(2, 1));
  for (let deaths = 0; deaths < 3; deaths += 1) {
    const [replica] = world.of(2);
    replica?.up();
    await world.pass(second);
    expect(world.gated()).toBe("v2 x1");
    replica?.die();
    if (replica !== undefined) replica.stopped = true;
    await world.pass(2 * second);
  }
  world.of(1)[0]?.up();
  await world.pass(second);
  expect([world.gated(), world.states.at(-1)]).toEqual(["v1 x1", "DEGRADED v1 v2"]);
});

test("a replica that misses its pings is replaced; one that is at work may miss them", async () => {
  const world = await createWorld();
  await world.want(wantedOf(1, 1));
  const [first] = world.of(1);
  first?.up();
  await world.pass(second);
  if (first !== undefined) first.isWell = false;
  world.busy.set(first?.submission.id ?? "", () => {});
  await world.pass(30 * second);
  expect(first?.stopped).toBe(false);
  world.busy.clear();
  await world.pass(20 * second);
  expect(first?.stopped).toBe(true);
  expect(world.of(1)).toHaveLength(1);
  world.of(1)[0]?.up();
  await world.pass(second);
  expect(world.gated()).toBe("v1 x1");
});

test("more and fewer replicas, and the end", async () => {
  const world = await createWorld();
  await world.want(wantedOf(1, 1));
  world.of(1)[0]?.up();
  await world.want(wantedOf(1, 3));
  for (const { up } of world.of(1)) up();
  await world.pass(second);
  expect(world.gated()).toBe("v1 x3");
  await world.want(wantedOf(1, 2));
  await world.pass(second);
  expect([world.gated(), world.of(1).length]).toEqual(["v1 x2", 2]);
  await world.keeper.close({ drainSeconds: 5 });
  expect([world.gated(), world.of(1).length, world.states.at(-1)]).toEqual(["none", 0, "STOPPED"]);
});

test("a replica that has requests, and answers neither them nor pings for their time, is replaced", async () => {
  const world = await createWorld();
  await world.want(wantedOf(1, 1));
  const [first] = world.of(1);
  first?.up();
  world.busy.set(first?.submission.id ?? "", () => {});
  world.beSilent(3600 * second);
  // It let a request run out of time once, and has been well since.
  await world.pass(10 * second);
  if (first !== undefined) first.isWell = false;
  await world.pass(60 * second);
  expect(first?.stopped).toBe(false);
  await world.pass(30 * second);
  expect(first?.stopped).toBe(true);
});

test("while it is not known what is wanted, what was wanted before is kept", async () => {
  const world = await createWorld();
  await world.want(wantedOf(1, 1));
  world.of(1)[0]?.up();
  await world.pass(second);
  const [first] = world.of(1);
  first?.die();
  if (first !== undefined) first.stopped = true;
  await world.want(undefined);
  expect(world.of(1)).toHaveLength(1);
});

test("a port that cannot be had is told of, and the place where requests go meanwhile", async () => {
  const world = await createWorld();
  const portProblem = new MlxError({ code: "MLX8510", summary: "the port 80 cannot be had", next: [] });
  world.placeIs({ portProblem });
  await expect(world.look()).rejects.toBe(portProblem);
  expect(world.records.at(-1)).toMatchObject({
    url: "http://127.0.0.1:1/services/oracle",
    portProblem: "the port 80 cannot be had",
  });
  world.placeIs({});
  await world.look();
  expect(world.records.at(-1)?.portProblem).toBeUndefined();
});

test("a program that was changed and does not come up is not told of as a model that does not", async () => {
  const world = await createWorld();
  await world.want(wantedOf(1, 1));
  world.of(1)[0]?.up();
  await world.pass(second);
  await world.want({ ...wantedOf(1, 1), generation: "changed" });
  world.of(1)[1]?.fail();
  await world.pass(second);
  const record = world.records.at(-1);
  expect([record?.status, world.gated()]).toMatchObject([{ state: "DEGRADED", lacks: "program" }, "v1 x1"]);
});
