import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  type ApplyCommit,
  digestOf,
  digestOfJson,
  formatAddress,
  InternalError,
  type ModelSpec,
  type PreparedResource,
  type Store,
  timestamp,
} from "@mlx/core";
import { promoteVersion, rollbackAlias } from "@mlx/engine";
import type { BenchmarkOptions, Goal } from "../benchmark.ts";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { namespace, openBenchStore } from "../schedule/fill-store.ts";
import { quantile } from "../schedule/quantile.ts";
import { clock } from "./plain-clock.ts";
import type { RegistryFigures } from "./registry-benchmark.ts";

const models = 100;
const versionsOfEach = 1000;
const goalMilliseconds = 20;
const model = "m-0";

/**
 * Promotions by the operation behind `mlx models promote`, judged by a policy, and rollbacks of them, in a store
 * that holds 100,000 versions; beside two rows that SQLite alone changes and adds, as durably.
 */
export async function measurePromote({
  workFolder,
  runs,
  onProgress,
}: BenchmarkOptions): Promise<RegistryFigures> {
  const file = join(workFolder, "promote.db");
  const store = await openBenchStore(file);
  onProgress(`${(models * versionsOfEach).toLocaleString("en")} model versions are written`);
  await declarePolicy(store);
  await fillVersions(store, file);
  const deps = { store, ...surroundings };
  const rounds = 50 * runs;
  const promotions: number[] = [];
  const rollbacks: number[] = [];
  onProgress("promotions and rollbacks, by turns");
  await promote(store, versionsOfEach, deps);
  for (let round = 1; round <= rounds; round += 1) {
    const number = 1 + (round % (versionsOfEach - 1));
    promotions.push(await time(() => promote(store, number, deps)));
    rollbacks.push(await time(() => rollbackAlias({ model, reason: "measured" }, deps)));
  }
  const bearer = await store.models.byAlias(model, "champion");
  const moves = await store.models.aliasMoves({ model }, { limit: 10_000 });
  if (bearer?.version !== versionsOfEach || moves.length !== 2 * rounds + 1)
    throw new BenchmarkFailure("the alias does not stand where every promotion was rolled back to");
  await store.close();
  const baseline = measureRows(join(workFolder, "rows.db"), rounds);
  const subject = `a store of ${(models * versionsOfEach).toLocaleString("en")} model versions`;
  return {
    comparisons: [
      { subject, step: "promote, judged by a policy; against two rows", milliseconds: promotions, baseline },
      { subject, step: "rollback; against two rows", milliseconds: rollbacks, baseline },
    ],
    goals: [goalOf("promote", promotions), goalOf("rollback", rollbacks)],
  };
}

function goalOf(name: string, milliseconds: readonly number[]): Goal {
  const p95 = quantile(milliseconds, 0.95);
  return {
    name: `${name} in a store of ${(models * versionsOfEach).toLocaleString("en")} versions, p95`,
    goal: `≤ ${goalMilliseconds} ms`,
    found: `${p95.toFixed(1)} ms`,
    isMet: p95 <= goalMilliseconds,
  };
}

/** What a promotion by metrics has no use for. */
const unused = async (): Promise<never> => {
  throw new InternalError("no promotion by metrics reads data or secrets");
};
const surroundings = {
  clock,
  ids: { uuid: () => randomUUID() },
  actor: "bench@here",
  mlxVersion: "0.0.0",
  emit: () => {},
  secrets: { resolve: unused },
  datasets: { fingerprint: unused, profile: unused, window: unused, collectWindows: unused },
  artifacts: { has: async () => true },
};

async function promote(
  store: Store,
  number: number,
  deps: Parameters<typeof promoteVersion>[1],
): Promise<void> {
  const version = await store.models.get(model, number);
  if (version === undefined) throw new BenchmarkFailure(`there is no version ${number}`);
  await promoteVersion({ version, force: false }, deps);
}

async function time(operation: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await operation();
  return performance.now() - began;
}

async function declarePolicy(store: Store): Promise<void> {
  const spec: ModelSpec = {
    ...{ tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] },
    promotion: {
      alias: "champion",
      auto: true,
      gates: [{ type: "threshold", metric: "RMSE", op: "<=", value: 1e9 }],
    },
  };
  const resource: PreparedResource<"model"> = {
    ...{ address: formatAddress({ kind: "model", name: model }), kind: "model", spec, references: [] },
    ...{ at: { file: "mlx.yaml", line: 1, column: 1 }, observed: {}, digest: digestOfJson(spec) },
  };
  const commit: ApplyCommit = {
    ...{ id: randomUUID(), expectedSerial: 0, at: timestamp(Date.now()), actor: "bench", command: "apply" },
    configDigest: digestOf("bench"),
    summary: { create: 1, update: 0, move: 0, delete: 0, unchanged: 0, byKind: {} },
    writes: [{ action: "put", id: randomUUID(), resource }],
    changes: [{ action: "create", address: resource.address, reasons: ["new"] }],
  };
  await store.applies.commit(commit);
}

/** The first of each model is made through the port; the others are rows like it. */
async function fillVersions(store: Store, file: string): Promise<void> {
  for (let index = 0; index < models; index += 1)
    await store.models.add(
      {
        ...{ id: randomUUID(), model: `m-${index}`, origin: { type: "external", actor: "bench@here" } },
        artifact: { digest: digestOf(`${index}`), files: 3, size: 1_000_000 },
        ...{ metrics: { RMSE: 1000 - index, MAPE: 0.1 }, tags: {} },
      },
      timestamp(Date.now()),
    );
  const database = new DatabaseSync(file);
  const columns = database
    .prepare("select name from pragma_table_info('model_versions')")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !["seq", "id", "version"].includes(name));
  database.exec(
    `insert into model_versions (id, version, ${columns.join(", ")})
    with recursive number (n) as (select 2 union all select n + 1 from number where n < ${versionsOfEach})
    select id || '-' || n, n, ${columns.join(", ")} from model_versions, number
    where namespace = '${namespace}' order by n`,
  );
  database.close();
}

/** An alias that points elsewhere, and a line of its log, in one transaction that is on the disk when it returns. */
function measureRows(file: string, rounds: number): readonly number[] {
  const database = new DatabaseSync(file);
  database.exec(
    "pragma journal_mode = wal; pragma synchronous = full; create table alias (name text primary key, version int); create table log (seq integer primary key, version int); insert into alias values ('champion', 0)",
  );
  const update = database.prepare("update alias set version = ? where name = 'champion'");
  const insert = database.prepare("insert into log (version) values (?)");
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    database.exec("begin immediate");
    update.run(round);
    insert.run(round);
    database.exec("commit");
    took.push(performance.now() - began);
  }
  database.close();
  return took;
}
