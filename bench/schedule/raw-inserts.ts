import { DatabaseSync } from "node:sqlite";

const batchSize = 500;

/**
 * Milliseconds for as many runs and ticks as plain rows of the same content, as SQLite itself takes them:
 * a copy of the newest into tables without an index, in as many transactions as the scheduler makes, each written
 * through to the disk.
 */
export function insertRaw(file: string, count: number): number {
  const database = new DatabaseSync(file);
  database.exec(`
    pragma synchronous = full;
    create table raw_runs as select * from runs limit 0;
    create table raw_ticks as select * from ticks limit 0;`);
  const run = database.prepare("select * from runs order by seq desc limit 1").get() ?? {};
  const tick = database.prepare("select * from ticks order by seq desc limit 1").get() ?? {};
  const insert = (table: string, row: Readonly<Record<string, unknown>>) =>
    database.prepare(
      `insert into ${table} values (${Object.keys(row)
        .map(() => "?")
        .join(", ")})`,
    );
  const [insertRun, insertTick] = [insert("raw_runs", run), insert("raw_ticks", tick)];
  const began = performance.now();
  for (let done = 0; done < count; done += batchSize) {
    database.exec("begin immediate");
    for (let row = 0; row < Math.min(batchSize, count - done); row += 1) {
      insertRun.run(...Object.values(run));
      insertTick.run(...Object.values(tick));
    }
    database.exec("commit");
  }
  const took = performance.now() - began;
  database.exec("drop table raw_runs; drop table raw_ticks");
  database.close();
  return took;
}
