import { tableUnreadable } from "../errors.ts";
import { plainText } from "../plain-text.ts";

/** Rows of text under named columns, as a file of plots holds them. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A header and rows. Failure: 7040. */
export async function readCsv(text: string): Promise<Table> {
  // Loaded for those reports that have a table. It splits what has no quotes without looking at each character.
  const { default: papa } = await import("papaparse");
  const { data: records, errors } = papa.parse<string[]>(text.replace(/^\ufeff/, ""), {
    delimiter: ",",
    skipEmptyLines: true,
  });
  const [problem] = errors;
  if (problem !== undefined) throw tableUnreadable(`row ${problem.row ?? 0}: ${plainText(problem.message)}`);
  const [header, ...rows] = records;
  if (header === undefined) throw tableUnreadable("it is empty");
  const wrong = rows.findIndex((row) => row.length !== header.length);
  if (wrong !== -1)
    throw tableUnreadable(
      `row ${wrong + 1} has ${rows[wrong]?.length} values, and the header ${header.length}`,
    );
  return { columns: header, rows };
}

/** A list of objects, or an object of lists that are equally long. Failure: 7040. */
export function readJson(text: string): Table {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw tableUnreadable(`it is not JSON: ${plainText(String(error))}`);
  }
  if (Array.isArray(value)) return ofObjects(value);
  if (typeof value === "object" && value !== null) return ofLists(Object.entries(value));
  throw tableUnreadable("it is neither a list of objects nor an object of lists");
}

function ofObjects(items: readonly unknown[]): Table {
  const columns = new Map<string, number>();
  const records = items.map((item, index) => {
    if (typeof item !== "object" || item === null || Array.isArray(item))
      throw tableUnreadable(`row ${index + 1} is not an object`);
    const entries = Object.entries(item);
    for (const [name] of entries) if (!columns.has(name)) columns.set(name, columns.size);
    return new Map<string, unknown>(entries);
  });
  const names = [...columns.keys()];
  return {
    columns: names,
    rows: records.map((record, row) => names.map((name) => cell(record.get(name), row))),
  };
}

function ofLists(entries: readonly (readonly [string, unknown])[]): Table {
  const lists = entries.map(([name, list]): readonly [string, readonly unknown[]] => {
    if (!Array.isArray(list)) throw tableUnreadable(`"${plainText(name)}" is not a list`);
    return [name, list];
  });
  const length = lists[0]?.[1].length ?? 0;
  const odd = lists.find(([, list]) => list.length !== length);
  if (odd !== undefined)
    throw tableUnreadable(
      `"${plainText(odd[0])}" has ${odd[1].length} values, and "${plainText(lists[0]?.[0] ?? "")}" ${length}`,
    );
  return {
    columns: lists.map(([name]) => name),
    rows: Array.from({ length }, (_, row) => lists.map(([, list]) => cell(list[row], row))),
  };
}

function cell(value: unknown, row: number): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") throw tableUnreadable(`row ${row + 1} holds a list or an object`);
  return String(value);
}
