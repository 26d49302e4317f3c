/** Versions that are judged, promoted and rolled back. */
import {
  type DesiredResource,
  type DesiredState,
  digestOf,
  formatAddress,
  type Gate,
  type ModelSpec,
  type ModelVersion,
  type PromotionPolicy,
  timestamp,
} from "@mlx/core";
import { beforeEach, describe, expect, test } from "vitest";
import {
  applyPlan,
  createRun,
  deleteVersion,
  executeRun,
  fillOutbox,
  findPromotable,
  judgeVersion,
  planProject,
  promoteDue,
  promoteVersion,
  retryRun,
  rollbackAlias,
} from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import type { FakeProgram } from "./fake-executor.ts";
import { desiredState, fit, instance, predict, type World } from "./world.ts";

const numbers = formatAddress({ kind: "dataset", name: "numbers" });
const common = { tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] } as const;
const better: Gate = { type: "beats", metric: "RMSE", alias: "champion", by: 0, goal: "min", on: numbers };
const good: Gate = { type: "threshold", metric: "RMSE", op: "<=", value: 10 };

function policyOf(gates: readonly Gate[], auto = true): PromotionPolicy {
  return { alias: "champion", gates, auto };
}

/** A project whose model `small` is declared, and whose instance can evaluate. */
function stateWith(spec: Partial<ModelSpec>, evaluates = true): DesiredState {
  const state = desiredState();
  const model: DesiredResource = {
    address: formatAddress({ kind: "model", name: "small" }),
    kind: "model",
    spec: { ...common, ...spec },
    references: [],
    at: { file: "mlx.yaml", line: 1, column: 1 },
  };
  const resources = state.resources.map((resource) =>
    resource.kind === "instance" && evaluates
      ? {
          ...resource,
          spec: {
            ...resource.spec,
            tasks: {
              ...resource.spec.tasks,
              evaluate: { parameters: {}, inputs: { test: numbers }, outputs: {} },
            },
          },
        }
      : resource,
  );
  return { ...state, resources: [...resources, model], digest: digestOf(JSON.stringify(spec)) };
}

/** A version of `small` that somebody brings. */
async function bring({ store, clock }: World, RMSE: number | undefined): Promise<ModelVersion> {
  const number = (await store.models.versions("small")).length + 1;
  return store.models.add(
    {
      id: `${String(number).padStart(8, "0")}-0000-4000-8000-000000000001`,
      model: "small",
      origin: { type: "external", actor: "bob@there" },
      artifact: { digest: digestOf(`model ${number}`), files: 1, size: 1 },
      metrics: RMSE === undefined ? {} : { RMSE },
      tags: {},
    },
    timestamp(clock.now()),
  );
}

async function champion({ store }: World): Promise<number | undefined> {
  return (await store.models.byAlias("small", "champion"))?.version;
}

/** `policy v3: failed`, newest first. */
async function evaluationsOf({ store }: World): Promise<readonly string[]> {
  const all = await store.models.evaluations({ model: "small" }, { limit: 100 });
  return all.map(({ actor, version, verdict }) => `${actor} v${version}: ${verdict}`);
}

/** `promote →1`, oldest first. */
async function movesOf({ store }: World): Promise<readonly string[]> {
  const moves = await store.models.aliasMoves({ model: "small" }, { limit: 100 });
  return moves.map(({ kind, from = "", to }) => `${kind} ${from}→${to}`).reverse();
}

const promote = (world: World, version: ModelVersion, more: { reason?: string; force?: boolean } = {}) =>
  promoteVersion({ version, force: false, ...more }, world.deps);

describe("by hand", () => {
  test("without a policy any READY version may bear an alias", async () => {
    const world = await createAppliedWorld();
    const [v1, v2] = [await bring(world, 1), await bring(world, 2)];
    expect((await promote(world, v2)).move).toMatchObject({ to: 2, kind: "promote", actor: "ann@here" });
    expect((await promote(world, v2)).move).toBeUndefined();
    await promoteVersion({ version: v1, alias: "prod", force: false }, world.deps);
    expect(await world.store.models.aliases("small")).toMatchObject([
      { alias: "champion", version: 2 },
      { alias: "prod", version: 1 },
    ]);
    await expect(
      promoteVersion({ version: v1, alias: "latest", force: false }, world.deps),
    ).rejects.toMatchObject({ code: "MLX7015" });
  });

  test("a version that does not pass is refused with what each gate said, and forced with a reason", async () => {
    const world = await createAppliedWorld([], stateWith({ promotion: policyOf([good], false) }));
    const v1 = await bring(world, 11);
    await expect(promote(world, v1)).rejects.toMatchObject({
      code: "MLX7010",
      category: "blocked",
      detail: "failed   RMSE 11 is not <= 10\nThe alias was not moved.",
    });
    await expect(promote(world, v1, { force: true })).rejects.toMatchObject({ code: "MLX7014" });
    const { move, evaluation } = await promote(world, v1, { force: true, reason: "the bar is wrong" });
    expect(move).toMatchObject({ to: 1, reason: "the bar is wrong", evaluation: evaluation?.id });
    expect(evaluation?.verdict).toBe("failed");
    expect(await evaluationsOf(world)).toEqual(["ann@here v1: failed", "ann@here v1: failed"]);
  });

  test("what git pins is moved by nobody else", async () => {
    const promotion = policyOf([]);
    const world = await createAppliedWorld([], stateWith({ promotion }));
    const [v1, v2] = [await bring(world, 1), await bring(world, 1)];
    const pinned = await planProject(stateWith({ promotion, pin: 1 }), world.deps, {
      allowMassDelete: false,
    });
    await applyPlan(pinned.plan, world.deps, "apply");
    await expect(promote(world, v2)).rejects.toMatchObject({ code: "MLX7011", category: "blocked" });
    await expect(rollbackAlias({ model: "small", reason: "why not" }, world.deps)).rejects.toMatchObject({
      code: "MLX7011",
    });
    await expect(deleteVersion(v1, undefined, world.deps)).rejects.toMatchObject({ code: "MLX7018" });
    expect((await promoteDue(world.deps)).policies).toBe(1);
    expect(await movesOf(world)).toEqual(["pin →1"]);
  });

  test("a version that was deleted, and a run that failed, are refused", async () => {
    const world = await createAppliedWorld([{ exit: { exitCode: 1 } }]);
    const v1 = await bring(world, 1);
    const deleted = await deleteVersion(v1, "wrong", world.deps);
    await expect(promote(world, deleted)).rejects.toMatchObject({ code: "MLX7012" });
    const { id } = await createRun({ target: fit, parameters: {} }, world.deps);
    await executeRun(id, world.deps, new AbortController().signal);
    await expect(findPromotable(world.store, `run/${id}`)).rejects.toMatchObject({
      code: "MLX7012",
      summary: `run ${id.slice(0, 8)} has no model that could be promoted: it is FAILED`,
    });
  });

  test("with `from` only the version that bears that alias", async () => {
    const promotion = { ...policyOf([]), from: "challenger" };
    const world = await createAppliedWorld([], stateWith({ promotion }));
    const [v1, v2] = [await bring(world, 1), await bring(world, 2)];
    await promoteVersion({ version: v1, alias: "challenger", force: false }, world.deps);
    await expect(promote(world, v2)).rejects.toMatchObject({ code: "MLX7016" });
    await promoteDue(world.deps);
    expect(await champion(world)).toBe(1);
  });
});

describe("a version whose files are gone", () => {
  const gone = { code: "MLX7020", summary: "the files of model/small@v1 are gone" };

  test("is not promoted, also not by force, and nothing is rolled back to it", async () => {
    const world = await createAppliedWorld();
    const [v1, v2] = [await bring(world, 1), await bring(world, 2)];
    await promote(world, v1);
    await promote(world, v2);
    world.lost.add(v1.artifact.digest);
    await expect(promote(world, v1)).rejects.toMatchObject(gone);
    await expect(promote(world, v1, { force: true, reason: "why not" })).rejects.toMatchObject(gone);
    await expect(rollbackAlias({ model: "small", reason: "worse" }, world.deps)).rejects.toMatchObject(gone);
    expect(await champion(world)).toBe(2);
  });

  test("is not promoted by its policy", async () => {
    const world = await createAppliedWorld([], stateWith({ promotion: policyOf([good]) }));
    world.lost.add((await bring(world, 1)).artifact.digest);
    await promoteDue(world.deps);
    expect(await champion(world)).toBeUndefined();
    expect(await evaluationsOf(world)).toEqual(["policy v1: passed"]);
    world.lost.clear();
    await promoteDue(world.deps);
    expect(await champion(world)).toBe(1);
  });
});

describe("50 clients", () => {
  test("that race for one alias: each gets it once, and every move begins where the one before ended", async () => {
    const world = await createAppliedWorld();
    const versions: ModelVersion[] = [];
    for (let number = 1; number <= 50; number += 1) versions.push(await bring(world, number));
    const results = await Promise.all(versions.map((version) => promote(world, version)));
    expect(results.map(({ move }) => move?.to)).toEqual(versions.map(({ version }) => version));
    const moves = [...(await world.store.models.aliasMoves({ model: "small" }, { limit: 100 }))].reverse();
    expect(moves).toHaveLength(50);
    expect(moves.map(({ from }) => from)).toEqual([undefined, ...moves.slice(0, -1).map(({ to }) => to)]);
    expect(await champion(world)).toBe(moves.at(-1)?.to);
  });

  test("with a policy: whoever comes later is judged against who bears it by then", async () => {
    const world = await createAppliedWorld(
      [],
      stateWith({
        promotion: policyOf([{ type: "threshold", metric: "RMSE", op: "<", value: 1000 }], false),
      }),
    );
    const versions: ModelVersion[] = [];
    for (let number = 1; number <= 50; number += 1) versions.push(await bring(world, number));
    await Promise.all(versions.map((version) => promote(world, version)));
    const moves = await world.store.models.aliasMoves({ model: "small" }, { limit: 100 });
    const evaluations = await world.store.models.evaluations({ model: "small" }, { limit: 10_000 });
    for (const { from, evaluation } of moves)
      expect(evaluations.find(({ id }) => id === evaluation)?.against).toBe(from);
  });
});

describe("a version is not deleted", () => {
  test("while a daemon serves it, whatever the service means by now", async () => {
    const world = await createAppliedWorld();
    const v1 = await bring(world, 1);
    const now = timestamp(world.clock.now());
    const service = formatAddress({ kind: "service", name: "forecast" });
    await world.store.endpoints.put({
      ...{ service, worker: "worker-9", url: "http://127.0.0.1:4747/services/forecast" },
      status: {
        ...{ state: "DEGRADED", serving: "model/small@v1", next: "model/small@v2" },
        ...{ message: "it does not answer /ping", retryAt: now },
      },
      ...{ replicas: { wanted: 1, ready: 1 }, deaths: 3, since: now, updatedAt: now },
    });
    await world.store.workers.put({
      ...{ identity: world.another(9).worker, startedAt: now, heartbeatAt: now, version: "1" },
      ...{ draining: false, capacity: {} },
    });
    await expect(deleteVersion(v1, undefined, world.deps)).rejects.toMatchObject({
      code: "MLX7018",
      summary: "model/small@v1 is in use: service/forecast serves it now",
    });
    // What a daemon that is gone has left is served by nobody.
    world.kill(9);
    expect((await deleteVersion(v1, undefined, world.deps)).status).toBe("DELETED");
  });

  test("while an experiment names it", async () => {
    const state = desiredState();
    const resources = state.resources.map(
      (resource): DesiredResource =>
        resource.kind === "experiment" && resource.address === predict
          ? { ...resource, spec: { ...resource.spec, model: { type: "version", version: 1 } } }
          : resource,
    );
    const world = await createAppliedWorld([], { ...state, resources });
    const [v1, v2] = [await bring(world, 1), await bring(world, 2)];
    await expect(deleteVersion(v1, undefined, world.deps)).rejects.toMatchObject({
      code: "MLX7018",
      summary: `model/small@v1 is in use: ${predict} names it`,
    });
    expect((await deleteVersion(v2, undefined, world.deps)).status).toBe("DELETED");
  });
});

describe("a rollback", () => {
  let world: World;
  beforeEach(async () => {
    world = await createAppliedWorld();
    for (let number = 1; number <= 4; number += 1) await promote(world, await bring(world, number));
  });
  const back = (more: { to?: number; reason?: string } = {}) =>
    rollbackAlias({ model: "small", reason: "worse", ...more }, world.deps);

  test("goes one step back, and another one another", async () => {
    await back();
    await back();
    expect(await champion(world)).toBe(2);
    await promote(world, await bring(world, 5));
    await back();
    expect(await champion(world)).toBe(2);
    expect((await world.store.models.aliasMoves({ model: "small" }, { limit: 1 }))[0]).toMatchObject({
      ...{ from: 5, to: 2, kind: "rollback", actor: "ann@here", reason: "worse" },
    });
  });

  test("goes to a version that is named, if it bore the alias", async () => {
    await back({ to: 1 });
    expect(await champion(world)).toBe(1);
    await expect(back()).rejects.toMatchObject({ code: "MLX7013" });
    await bring(world, 5);
    await expect(back({ to: 5 })).rejects.toMatchObject({ code: "MLX7013" });
    await expect(back({ to: 1 })).rejects.toMatchObject({
      code: "MLX7013",
      summary: "model/small@v1 is champion already, so there is nothing to roll back",
    });
    expect(await movesOf(world)).toHaveLength(5);
  });

  test("passes over versions that were deleted since", async () => {
    const v3 = await findPromotable(world.store, "small@v3");
    await deleteVersion(v3, undefined, world.deps);
    await back();
    expect(await champion(world)).toBe(2);
    await expect(back({ to: 3 })).rejects.toMatchObject({ code: "MLX7007" });
  });

  test("needs a reason, and something to roll back", async () => {
    await expect(back({ reason: " " })).rejects.toMatchObject({ code: "MLX7014" });
    await expect(
      rollbackAlias({ model: "small", alias: "prod", reason: "x" }, world.deps),
    ).rejects.toMatchObject({ code: "MLX7006" });
  });

  test("does not reach a run that is under way", async () => {
    const { id } = await createRun({ target: predict, parameters: {}, model: "small@champion" }, world.deps);
    await back();
    const record = await executeRun(id, world.deps, new AbortController().signal);
    expect(record.run.status.state).toBe("DONE");
    expect(record.run.spec.model?.ref).toBe("model/small@v4");
    expect(await champion(world)).toBe(3);
  });
});

describe("a policy that is auto", () => {
  test("promotes the newest version there is, then each that passes, and leaves those that do not", async () => {
    const world = await createAppliedWorld([], stateWith({ promotion: policyOf([good]) }));
    await bring(world, 5);
    await bring(world, 6);
    await promoteDue(world.deps);
    expect(await champion(world)).toBe(2);
    await bring(world, 12);
    await bring(world, 7);
    await bring(world, 8);
    await promoteDue(world.deps);
    await promoteDue(world.deps);
    expect(await movesOf(world)).toEqual(["promote →2", "promote 2→4", "promote 4→5"]);
    expect(await evaluationsOf(world)).toEqual([
      ...["policy v5: passed", "policy v4: passed", "policy v3: failed", "policy v2: passed"],
    ]);
  });

  test("does not undo a rollback", async () => {
    const world = await createAppliedWorld([], stateWith({ promotion: policyOf([good]) }));
    for (const RMSE of [5, 4]) {
      await bring(world, RMSE);
      await promoteDue(world.deps);
    }
    await rollbackAlias({ model: "small", reason: "worse" }, world.deps);
    await promoteDue(world.deps);
    await promoteDue(world.deps);
    expect(await champion(world)).toBe(1);
    expect(await evaluationsOf(world)).toHaveLength(2);
    await bring(world, 3);
    await promoteDue(world.deps);
    expect(await champion(world)).toBe(3);
  });

  test("moves nothing when it is not auto, and judges all the same", async () => {
    const world = await createAppliedWorld([], stateWith({ promotion: policyOf([good], false) }));
    await bring(world, 5);
    await promoteDue(world.deps);
    await promoteDue(world.deps);
    expect(await champion(world)).toBeUndefined();
    expect(await evaluationsOf(world)).toEqual(["policy v1: passed"]);
  });

  test("promotes what was judged by a process that died before it moved the alias", async () => {
    const promotion = policyOf([good]);
    const world = await createAppliedWorld([], stateWith({ promotion }));
    const version = await bring(world, 5);
    await judgeVersion({ version, policy: promotion, actor: "policy" }, world.deps);
    await promoteDue(world.deps);
    expect(await champion(world)).toBe(1);
    expect(await evaluationsOf(world)).toEqual(["policy v1: passed"]);
  });

  test("waits for approvals, and promotes when they are there", async () => {
    const world = await createAppliedWorld(
      [],
      stateWith({ promotion: policyOf([{ type: "approval", min: 2, by: [] }]) }),
    );
    await bring(world, 5);
    await promoteDue(world.deps);
    const approve = (actor: string) =>
      world.store.models.approve({
        ...{ model: "small", version: 1, alias: "champion", actor, at: timestamp(world.clock.now()) },
      });
    await approve("ann@here");
    await promoteDue(world.deps);
    expect(await champion(world)).toBeUndefined();
    await approve("bob@here");
    await promoteDue(world.deps);
    expect(await champion(world)).toBe(1);
    expect(await evaluationsOf(world)).toEqual([
      ...["policy v1: passed", "policy v1: waiting", "policy v1: waiting"],
    ]);
  });

  test("many processes at once promote once", async () => {
    const world = await createAppliedWorld([], stateWith({ promotion: policyOf([good]) }));
    await bring(world, 5);
    await Promise.all(Array.from({ length: 10 }, (_, index) => promoteDue(world.another(index + 2))));
    expect(await movesOf(world)).toEqual(["promote →1"]);
  });
});

describe("beats on a dataset", () => {
  const measures = (RMSE: number): FakeProgram => ({
    metrics: [{ name: "RMSE", value: RMSE, step: 0, at: 0 }],
  });
  const work = async (world: World) => {
    for (const { id } of await world.store.runs.unfinished())
      await executeRun(id, world.deps, new AbortController().signal);
  };

  test("has both versions evaluated on the same data, once, and waits for that", async () => {
    const world = await createAppliedWorld(
      [measures(3), measures(2)],
      stateWith({ promotion: policyOf([better]) }),
    );
    await bring(world, undefined);
    await promoteDue(world.deps);
    expect(await champion(world)).toBe(1);
    await bring(world, undefined);
    const { runs } = await promoteDue(world.deps);
    expect(runs.map(({ task, trigger, actor, spec }) => [task, trigger, actor, spec.model?.ref])).toEqual([
      ["evaluate", "policy", "policy", "model/small@v2"],
      ["evaluate", "policy", "policy", "model/small@v1"],
    ]);
    expect((await promoteDue(world.deps)).runs).toEqual([]);
    expect(await champion(world)).toBe(1);
    await work(world);
    await promoteDue(world.deps);
    // The evaluation of v2 was made first: 3 does not beat 2.
    expect(await champion(world)).toBe(1);
    const [newest] = await world.store.models.evaluations({ model: "small" }, { limit: 1 });
    expect(newest?.results[0]?.detail).toBe("RMSE 3 does not beat 2 of champion v1 on dataset/numbers");
  });

  test("an evaluation that failed fails the gate, and says which run it was", async () => {
    const failing = { exit: { exitCode: 1 } };
    const world = await createAppliedWorld(
      [failing, measures(2)],
      stateWith({ promotion: policyOf([better]) }),
    );
    for (let number = 1; number <= 2; number += 1) {
      await bring(world, undefined);
      await promoteDue(world.deps);
    }
    await work(world);
    await promoteDue(world.deps);
    expect(await evaluationsOf(world)).toEqual([
      "policy v2: failed",
      "policy v2: waiting",
      "policy v1: passed",
    ]);
    const [newest] = await world.store.models.evaluations({ model: "small" }, { limit: 1 });
    expect(newest?.results[0]?.detail).toMatch(
      /^the evaluation of v2 on dataset\/numbers failed: run [0-9a-f]{8}: NON_ZERO_EXIT; `mlx runs retry [0-9a-f]{8}`/,
    );
  });

  test("one that was tried again, and succeeds, has the version judged again", async () => {
    const world = await createAppliedWorld(
      [{ exit: { exitCode: 1 } }, measures(2), measures(1)],
      stateWith({ promotion: policyOf([better]) }),
    );
    for (let number = 1; number <= 2; number += 1) {
      await bring(world, undefined);
      await promoteDue(world.deps);
    }
    const [first] = await world.store.runs.unfinished();
    await work(world);
    await promoteDue(world.deps);
    await promoteDue(world.deps);
    expect(await champion(world)).toBe(1);
    await world.clock.advance(1000);
    await retryRun(first?.id ?? "", world.deps);
    await promoteDue(world.deps);
    await work(world);
    await promoteDue(world.deps);
    await promoteDue(world.deps);
    expect(await movesOf(world)).toEqual(["promote →1", "promote 1→2"]);
    expect(await evaluationsOf(world)).toEqual([
      ...["policy v2: passed", "policy v2: failed", "policy v2: waiting", "policy v1: passed"],
    ]);
  });

  test("an instance that cannot evaluate fails it", async () => {
    const world = await createAppliedWorld([], stateWith({ promotion: policyOf([better]) }, false));
    for (let number = 1; number <= 2; number += 1) {
      await bring(world, undefined);
      await promoteDue(world.deps);
    }
    const [newest] = await world.store.models.evaluations({ model: "small" }, { limit: 1 });
    expect(newest?.results[0]?.detail).toBe(
      `v2 cannot be evaluated on dataset/numbers: ${instance} declares no \`evaluate\` task`,
    );
  });
});

test("rows of a training are counted while its data are what they were", async () => {
  const promotion = policyOf([{ type: "data", minRows: 1, input: "train" }], false);
  const world = await createAppliedWorld([], stateWith({ promotion }));
  const { id } = await createRun({ target: fit, parameters: {} }, world.deps);
  await executeRun(id, world.deps, new AbortController().signal);
  const version = await findPromotable(world.store, id);
  const judge = async () => {
    const { evaluation } = await judgeVersion({ version, policy: promotion, actor: "ann@here" }, world.deps);
    return evaluation.results[0]?.detail;
  };
  expect(await judge()).toBe("1 rows of input train >= 1");
  world.data.set("numbers.csv", "3,4");
  expect(await judge()).toBe("the rows of input train are not known: dataset/numbers has changed since");
});

test("promotions, rollbacks and refusals are told, each once", async () => {
  const world = await createAppliedWorld([], stateWith({ promotion: policyOf([good]) }));
  const events = ["model.promoted", "model.rolled-back", "model.refused"] as const;
  const ops = { url: "https://example.org", events, allowPrivate: false, timeoutSeconds: 10 };
  const fill = () => fillOutbox({ ...world.deps, settings: { notifications: { webhooks: { ops } } } });
  await fill();
  for (const RMSE of [5, 4, 20]) {
    await bring(world, RMSE);
    await promoteDue(world.deps);
  }
  await rollbackAlias({ model: "small", reason: "wrong prices" }, world.deps);
  await fill();
  await fill();
  const told = [...(await world.store.deliveries.list({}, { limit: 10 }))].reverse();
  expect(told.map(({ event, payload }) => [event, payload.text])).toEqual([
    ["model.promoted", "model/small@v1 (test) is champion now, by policy"],
    ["model.promoted", "model/small@v2 (test) is champion now, in place of v1, by policy"],
    [
      "model.rolled-back",
      "champion of model/small (test) was rolled back from v2 to v1 by ann@here: wrong prices",
    ],
    ["model.refused", "model/small@v3 (test) does not become champion: RMSE 20 is not <= 10"],
  ]);
  expect(told[2]?.payload.data).toEqual({
    project: "test",
    promotion: {
      ...{ model: "small", alias: "champion", from: "model/small@v2", to: "model/small@v1" },
      ...{ how: "rollback", by: "ann@here", reason: "wrong prices" },
    },
  });
});
