import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { SearchQuery, Store } from "@mlx/core";
import { parseSearch } from "@mlx/search";
import type { BenchmarkOptions, Comparison, Goal } from "../benchmark.ts";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { namespace, openBenchStore } from "../schedule/fill-store.ts";
import { quantile } from "../schedule/quantile.ts";
import { fillRuns } from "./fill-runs.ts";
import type { RegistryFigures } from "./registry-benchmark.ts";

const runs = 100_000;
const goalMilliseconds = 50;

interface Shape {
  readonly name: string;
  readonly filter: string;
  /** The same question to the rows, by SQLite alone: the page's runs, and how many there are. */
  readonly sql: string;
}

const newest = "where m.run = runs.seq and m.attempt = runs.attempt and m.name";
const value = (name: string) => `(select last from metric_series m ${newest} = '${name}')`;
const page = (where: string, order: string) =>
  `select seq, count(*) over () as total from runs where namespace = '${namespace}' and ${where} order by ${order}, created_at desc, seq desc limit 20`;

/** A few runs or nearly all pass; by state, parameter, tag, metrics, and both ways of `or`. */
const shapes: readonly Shape[] = [
  {
    name: "half of all, by a metric, in its order",
    filter: "metrics.RMSE < 50000 order by metrics.RMSE",
    sql: page(`${value("RMSE")} < 50000`, value("RMSE")),
  },
  {
    name: "1 %, by a metric, in the order of another",
    filter: "metrics.RMSE < 1000 order by metrics.metric_1 desc",
    sql: page(`${value("RMSE")} < 1000`, `${value("metric_1")} desc`),
  },
  {
    name: "state, parameter and metric",
    filter:
      "state = DONE and parameters.n_estimators in (1, 2) and metrics.RMSE < 90000 order by metrics.RMSE desc",
    sql: page(
      `state = 'DONE' and json_extract(spec, '$.parameters.n_estimators') in (1, 2) and ${value("RMSE")} < 90000`,
      `${value("RMSE")} desc`,
    ),
  },
  {
    name: "two metrics in the order of a third",
    filter: "metrics.RMSE < 50000 and metrics.metric_1 > 50000 order by metrics.metric_2",
    sql: page(`${value("RMSE")} < 50000 and ${value("metric_1")} > 50000`, value("metric_2")),
  },
  {
    name: "what failed or is bad, of one team",
    filter: "(state = FAILED or metrics.RMSE > 90000) and tags.team = 'team-3' order by metrics.metric_5",
    sql: page(
      `(state = 'FAILED' or ${value("RMSE")} > 90000) and json_extract(tags, '$.team') = 'team-3'`,
      value("metric_5"),
    ),
  },
  {
    name: "one experiment in the order of a metric",
    filter: "experiment = e-7 order by metrics.RMSE limit 20",
    sql: page("experiment = 'experiment/e-7'", value("RMSE")),
  },
  {
    name: "all, in the order of a metric",
    filter: "order by metrics.RMSE desc",
    sql: page("true", `${value("RMSE")} desc`),
  },
];

/** Searches through the store's port, which gives whole records, and the same by SQL that gives numbers. */
export async function measureSearch({
  workFolder,
  runs: rounds,
  onProgress,
}: BenchmarkOptions): Promise<RegistryFigures> {
  const file = join(workFolder, "search.db");
  const store = await openBenchStore(file);
  onProgress(`${runs} runs with 20 metrics are written`);
  await fillRuns(store, file, runs);
  onProgress("the first search takes them into its index");
  const [first = Number.NaN] = await time(1, () => store.runs.search(queryOf("order by created")));
  const database = new DatabaseSync(file, { readOnly: true });
  const comparisons: Comparison[] = [];
  const goals: Goal[] = [];
  try {
    for (const shape of shapes) {
      onProgress(shape.name);
      await compareResults(store, database, shape);
      const milliseconds = await time(20 * rounds, () => store.runs.search(queryOf(shape.filter)));
      const statement = database.prepare(shape.sql);
      const baseline = await time(rounds, async () => statement.all());
      comparisons.push({
        subject: `search of ${runs.toLocaleString("en")} runs: ${shape.name}`,
        step: "against SQL over the rows",
        milliseconds,
        baseline,
      });
      const p95 = quantile(milliseconds, 0.95);
      goals.push({
        name: `search of ${runs.toLocaleString("en")} runs × 20 metrics, ${shape.name}, p95`,
        goal: `≤ ${goalMilliseconds} ms`,
        found: `${p95.toFixed(1)} ms`,
        isMet: p95 <= goalMilliseconds,
      });
    }
  } finally {
    database.close();
    await store.close();
  }
  goals.push({
    name: `the search after ${runs.toLocaleString("en")} runs were changed at once, per run`,
    goal: "≤ 0.2 ms",
    found: `${(first / runs).toFixed(3)} ms`,
    isMet: first / runs <= 0.2,
  });
  return { comparisons, goals };
}

function queryOf(filter: string): SearchQuery {
  const parsed = parseSearch(filter, { of: "runs", now: Date.UTC(2026, 5, 1), limit: 20 });
  if (!parsed.ok) throw new BenchmarkFailure(`${filter}: ${parsed.diagnostics[0]?.summary}`);
  return parsed.value;
}

/** What answers something else is not measured. */
async function compareResults(store: Store, database: DatabaseSync, { filter, sql }: Shape): Promise<void> {
  const { records, total } = await store.runs.search(queryOf(filter));
  const rows = database.prepare(sql).all();
  const idOf = database.prepare("select id from runs where seq = ?");
  const wanted = rows.map(({ seq }) => String(idOf.get(Number(seq))?.id)).join();
  const found = records.map(({ run }) => run.id).join();
  if (found !== wanted || total !== Number(rows[0]?.total))
    throw new BenchmarkFailure(`${filter}: ${total} runs were found, SQL finds ${String(rows[0]?.total)}`);
}

async function time(count: number, operation: () => Promise<unknown>): Promise<readonly number[]> {
  const took: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const began = performance.now();
    await operation();
    took.push(performance.now() - began);
  }
  return took;
}
