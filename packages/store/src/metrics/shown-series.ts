import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";

type SeriesRow = Row<"metric_series">;
type RunKey = Pick<Row<"runs">, "seq" | "attempt" | "chain">;

/**
 * The metrics that the runs show, each run's by name: those of its newest attempt; of a chain those of the newest
 * attempt of each step, and of several with one name that of the latest step.
 */
export async function readShownSeries(
  queries: Queries,
  runs: readonly RunKey[],
): Promise<readonly SeriesRow[]> {
  const simple = runs.filter(({ chain }) => chain === null).map(({ seq }) => seq);
  const shown: SeriesRow[] = [];
  if (simple.length > 0)
    shown.push(
      ...(await queries
        .selectFrom("metric_series")
        .innerJoin("runs", (join) =>
          join
            .onRef("runs.seq", "=", "metric_series.run")
            .onRef("runs.attempt", "=", "metric_series.attempt"),
        )
        .selectAll("metric_series")
        .where("metric_series.run", "in", simple)
        .orderBy("metric_series.name")
        .execute()),
    );
  for (const { seq, chain } of runs) if (chain !== null) shown.push(...(await readOfChain(queries, seq)));
  return shown;
}

async function readOfChain(queries: Queries, run: number): Promise<readonly SeriesRow[]> {
  const rows = await queries
    .selectFrom("metric_series")
    .innerJoin("run_attempts", (join) =>
      join
        .onRef("run_attempts.run", "=", "metric_series.run")
        .onRef("run_attempts.number", "=", "metric_series.attempt"),
    )
    .selectAll("metric_series")
    .where("metric_series.run", "=", run)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("run_attempts as later")
            .select("later.number")
            .whereRef("later.run", "=", "run_attempts.run")
            .whereRef("later.step", "is", "run_attempts.step")
            .whereRef("later.number", ">", "run_attempts.number"),
        ),
      ),
    )
    .orderBy("metric_series.name")
    .orderBy("run_attempts.step", "desc")
    .execute();
  return rows.filter(({ name }, index) => name !== rows[index - 1]?.name);
}
