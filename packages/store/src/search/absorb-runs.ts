import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Queries } from "../database.ts";
import { type Cell, cellKind, encodeCells, segmentSize, viewCells } from "./cells.ts";
import { type DocumentValue, type RunDocument, readRunDocuments } from "./run-documents.ts";
import { keepWords } from "./words.ts";

/** So many changed runs a search reads by themselves; of more it makes cells first. */
const mostDirty = 200;
/** In one transaction: so long others wait who want to write. */
const runsAtOnce = 2 * segmentSize;
/** Between two transactions. Who waits for the lock looks at least so often; and this process has other things to do. */
const pauseMilliseconds = 50;

/** Takes runs that changed into the cells, where there are many; in several transactions where there are very many. */
export async function absorbRuns({ read, write }: Pick<Database, "read" | "write">): Promise<void> {
  if ((await read((queries) => readDirty(queries, mostDirty + 1))).length <= mostDirty) return;
  const absorbSome = () =>
    write(async (queries) => {
      const dirty = await readDirty(queries, runsAtOnce);
      if (dirty.length > 0) await absorb(queries, dirty);
      return dirty.length === runsAtOnce;
    });
  while (await absorbSome()) await sleep(pauseMilliseconds);
}

/** Oldest first. */
export async function readDirty(queries: Queries, limit?: number): Promise<readonly number[]> {
  const all = queries.selectFrom("search_dirty").select("run").orderBy("run");
  return (await (limit === undefined ? all : all.limit(limit)).execute()).map(({ run }) => run);
}

async function absorb(queries: Queries, dirty: readonly number[]): Promise<void> {
  const documents = await readRunDocuments(queries, dirty);
  const texts = new Set<string>();
  for (const { values } of documents.values())
    for (const value of values.values()) if (typeof value === "string") texts.add(value);
  const words = await keepWords(queries, [...texts]);
  for (const [segment, runs] of Map.groupBy(dirty, (run) => Math.floor(run / segmentSize)))
    await writeSegment(queries, segment, runs, { documents, words });
  await queries
    .deleteFrom("search_dirty")
    .where("run", ">=", dirty[0] ?? 0)
    .where("run", "<=", dirty.at(-1) ?? 0)
    .execute();
}

interface Known {
  readonly documents: ReadonlyMap<number, RunDocument>;
  readonly words: ReadonlyMap<string, number>;
}

async function writeSegment(
  queries: Queries,
  segment: number,
  runs: readonly number[],
  { documents, words }: Known,
): Promise<void> {
  const slots = new Set(runs.map((run) => run % segmentSize));
  const rows = await queries.selectFrom("search_cells").selectAll().where("segment", "=", segment).execute();
  const columns = new Map<string, { namespace: string; column: string; cells: Cell[] }>();
  const columnFor = (namespace: string, column: string) => {
    const key = `${namespace}\n${column}`;
    const known = columns.get(key) ?? { namespace, column, cells: [] };
    columns.set(key, known);
    return known;
  };
  for (const { namespace, column, cells } of rows) {
    const kept = columnFor(namespace, column).cells;
    const packed = viewCells(cells);
    for (const [index, slot] of packed.slots.entries())
      if (!slots.has(slot))
        kept.push({ slot, kind: kindOf(packed.kinds[index]), value: packed.values[index] ?? Number.NaN });
  }
  for (const run of runs) {
    const { namespace, values } = documents.get(run) ?? {
      namespace: "",
      values: new Map<string, DocumentValue>(),
    };
    for (const [column, value] of values)
      columnFor(namespace, column).cells.push({ slot: run % segmentSize, ...toCell(value, words) });
  }
  await queries.deleteFrom("search_cells").where("segment", "=", segment).execute();
  for (const { namespace, column, cells } of columns.values())
    if (cells.length > 0)
      await queries
        .insertInto("search_cells")
        .values({ namespace, column, segment, cells: encodeCells(cells) })
        .execute();
}

function toCell(value: DocumentValue, words: ReadonlyMap<string, number>): Pick<Cell, "kind" | "value"> {
  if (typeof value === "number") return { kind: cellKind.number, value };
  if (typeof value === "boolean") return { kind: cellKind.boolean, value: Number(value) };
  return { kind: cellKind.text, value: words.get(value) ?? Number.NaN };
}

function kindOf(kind: number | undefined): Cell["kind"] {
  if (kind === cellKind.number) return cellKind.number;
  return kind === cellKind.text ? cellKind.text : cellKind.boolean;
}
