import {
  type Address,
  type DesiredResource,
  type EndpointTarget,
  formatAddress,
  MlxError,
  type Replica,
  type ReplicaHost,
  type ServiceGateway,
} from "@mlx/core";
import { expect, test } from "vitest";
import { createRun } from "../../src/index.ts";
import { createServing } from "../../src/serving/create-serving.ts";
import { createDaemonWorld } from "../daemon/daemon-world.ts";
import { serviceResources } from "../service-resources.ts";
import { desiredState } from "../world.ts";

const service: Address<"service"> = formatAddress({ kind: "service", name: "forecast" });
const minute = 60_000;

const serve = {
  ...{ replicas: 1, concurrency: 4, queueLimit: 10, maxBodyBytes: 100, requestTimeoutSeconds: 60 },
  ...{ startTimeoutSeconds: 60, drainSeconds: 10, stopGraceSeconds: 5, env: {} },
};

function served(enabled = true): readonly DesiredResource[] {
  const recipe = desiredState().resources.find(({ kind }) => kind === "recipe");
  if (recipe?.kind !== "recipe") throw new TypeError("the project has no recipe");
  const services = serviceResources({ enabled }).map((resource) =>
    resource.kind === "service" ? { ...resource, spec: { ...resource.spec, serve } } : resource,
  );
  return [{ ...recipe, spec: { ...recipe.spec, command: { serve: ["./serve"] } } }, ...services];
}

/** A project whose service has a model, and replicas that are there at once. */
async function createWorld(sweep: ReplicaHost["sweep"] = async () => 0) {
  const world = await createDaemonWorld({ experiments: [], resources: served() });
  const daemon = world.start(1);
  await createRun({ target: "experiment/fit", parameters: {} }, world.deps);
  await createRun({ target: "experiment/forecast-training", parameters: {} }, world.deps);
  await world.advance(minute);
  daemon.kill();
  const targets = new Map<Address, EndpointTarget>();
  const busy = new Set<() => void>();
  let isBusy = false;
  const gateway: ServiceGateway = {
    update: async ({ service: address, target }) => {
      targets.set(address, target);
      return { url: "http://127.0.0.1:1/services/forecast" };
    },
    remove: async (address) => {
      targets.delete(address);
    },
    load: () => ({ inFlight: 0, silentMilliseconds: 0 }),
    idle: async () => {
      if (isBusy) await new Promise<void>((resolve) => busy.add(resolve));
    },
  };
  const start: ReplicaHost["start"] = async ({ id }) => {
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    const stop: Replica["stop"] = async () => resolve("stopped");
    return { id, url: `http://${id}`, log: "", ping: async () => true, ended, stop };
  };
  const process: ReplicaHost = { name: "process", start, sweep: async () => 0 };
  const hosts = { process, docker: { ...process, name: "docker" as const, sweep } };
  const serving = createServing({ ...world.deps, gateway, hosts }, () => {});
  const look = async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      await serving.look();
      await world.advance(1);
    }
  };
  return {
    ...{ world, look, serving },
    target: () => targets.get(service),
    records: async () => (await world.store.endpoints.list()).map(({ status }) => status.state),
    hold: () => {
      isBusy = true;
    },
    release: () => {
      isBusy = false;
      for (const resolve of busy) resolve();
    },
  };
}

test("a service that is enabled again before its end has come serves when that has come", async () => {
  const { world, look, target, records, hold, release } = await createWorld();
  await look();
  expect([target()?.type, await records()]).toEqual(["serving", ["READY"]]);
  hold();
  await world.apply([], served(false));
  await look();
  expect(target()?.type).toBe("unavailable");
  await world.apply([], served());
  await look();
  release();
  await look();
  expect([target()?.type, await records()]).toEqual(["serving", ["READY"]]);
  await world.apply([], served(false));
  await look();
  expect([target(), await records()]).toEqual([undefined, []]);
});

test("an engine that cannot be asked keeps no service waiting, and is asked again", async () => {
  let isThere = false;
  let asked = 0;
  const { serving, world, target } = await createWorld(async () => {
    asked += 1;
    if (!isThere) throw new MlxError({ code: "MLX4020", summary: "no engine", next: [] });
    return 0;
  });
  await expect(serving.look()).rejects.toThrow("no engine");
  await world.advance(1);
  await expect(serving.look()).rejects.toThrow("no engine");
  expect(target()).toMatchObject({ type: "serving", replicas: [expect.anything()] });
  isThere = true;
  await serving.look();
  await serving.look();
  expect(asked).toBe(3);
});
