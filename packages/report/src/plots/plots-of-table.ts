import { tableUnreadable } from "../errors.ts";
import { plainText } from "../plain-text.ts";
import { byLabel, confusionOf } from "./confusion.ts";
import type { HistoryCurve, Plot, Point, Prediction, RocCurve } from "./plot.ts";
import { areaUnder, rocOf } from "./roc.ts";
import type { Table } from "./table.ts";

/** What a table is by its columns, see MLX7040. Failure: 7040. */
export function plotsOfTable(name: string, table: Table): readonly Plot[] {
  const columns = openColumns(table);
  if (table.rows.length === 0) throw tableUnreadable("it has no rows");
  const has = (...names: readonly string[]) => names.every((each) => columns.has(each));
  if (has("fpr", "tpr")) return [{ type: "roc", name, curves: givenCurves(columns) }];
  if (has("label", "score")) return scoredPlots(name, columns);
  if (has("actual", "predicted", "count")) {
    const counts = columns.numbers("count");
    const rows = pairs(columns, "actual").map((pair, row) => ({ ...pair, count: atLeastNone(counts, row) }));
    return [{ type: "confusion", name, ...confusionOf(rows) }];
  }
  if (has("label", "predicted"))
    return [{ type: "confusion", name, ...confusionOf(pairs(columns, "label")) }];
  if (has("actual", "predicted"))
    return columns.isNumeric("actual") && columns.isNumeric("predicted")
      ? [{ type: "predictions", name, rows: predictions(columns) }]
      : [{ type: "confusion", name, ...confusionOf(pairs(columns, "actual")) }];
  if (has("step")) return [{ type: "history", name, curves: history(table, columns) }];
  throw tableUnreadable(
    `its columns are ${table.columns
      .slice(0, 8)
      .map((column) => plainText(column))
      .join(", ")}`,
  );
}

interface Columns {
  has(name: string): boolean;
  texts(name: string): readonly string[];
  /** Blank ones are NaN. Failure: 7040. */
  numbers(name: string): readonly number[];
  /** Whether the first value that is not blank is a number. */
  isNumeric(name: string): boolean;
}

function openColumns({ columns, rows }: Table): Columns {
  const indexes = new Map(columns.map((column, index) => [column.trim().toLowerCase(), index]));
  const texts = (name: string) => rows.map((row) => row[indexes.get(name) ?? -1] ?? "");
  return {
    has: (name) => indexes.has(name),
    texts,
    numbers: (name) => texts(name).map((text, row) => toNumber(text, name, row)),
    isNumeric: (name) => {
      const first = rows.find((row) => (row[indexes.get(name) ?? -1] ?? "") !== "");
      return first === undefined || numberOf(first[indexes.get(name) ?? -1] ?? "") !== undefined;
    },
  };
}

function toNumber(text: string, name: string, row: number): number {
  const value = numberOf(text);
  if (value === undefined)
    throw tableUnreadable(
      `row ${row + 1}: ${plainText(name)} is "${plainText(text).slice(0, 40)}", which is no number`,
    );
  return value;
}

/** As programs write them: also `nan`, `inf`, `-Infinity`, and nothing, which is NaN. */
function numberOf(text: string): number | undefined {
  const plain = Number(text);
  if (text !== "" && plain !== 0 && !Number.isNaN(plain)) return plain;
  const trimmed = text.trim();
  if (trimmed === "" || /^[-+]?(nan|na|null|none)$/i.test(trimmed)) return Number.NaN;
  const infinite = /^([-+]?)inf(inity)?$/i.exec(trimmed);
  if (infinite !== null) return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const value = Number(trimmed);
  return Number.isNaN(value) ? undefined : value;
}

function predictions(columns: Columns): readonly Prediction[] {
  const [actual, predicted] = [columns.numbers("actual"), columns.numbers("predicted")];
  const at = columns.has("at") ? columns.texts("at").map(toMoment) : undefined;
  return actual.map((value, row) => ({
    actual: value,
    predicted: predicted[row] ?? Number.NaN,
    ...(at === undefined ? {} : { at: at[row] ?? Number.NaN }),
  }));
}

function toMoment(text: string, row: number): number {
  const number = numberOf(text);
  if (number !== undefined) return number;
  if (isoTime.test(text.trim())) {
    // A time without an offset is meant in UTC, as everywhere in mlx.
    const parsed = Date.parse(/(z|[-+]\d{2}:?\d{2}|^[\d-]+)$/i.test(text.trim()) ? text : `${text.trim()}Z`);
    if (!Number.isNaN(parsed)) return parsed;
  }
  throw tableUnreadable(
    `row ${row + 1}: at is "${plainText(text).slice(0, 40)}", neither a number nor a time such as 2026-03-01T12:00Z`,
  );
}

const isoTime = /^\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(z|[-+]\d{2}:?\d{2})?)?)?$/i;

function pairs(columns: Columns, actual: "actual" | "label") {
  const predicted = columns.texts("predicted");
  return columns
    .texts(actual)
    .map((label, row) => ({ actual: plainText(label), predicted: plainText(predicted[row] ?? "") }));
}

function atLeastNone(counts: readonly number[], row: number): number {
  const count = counts[row] ?? Number.NaN;
  if (count >= 0 && Number.isFinite(count)) return count;
  throw tableUnreadable(`row ${row + 1}: count is ${count}, which counts nothing`);
}

function scoredPlots(name: string, columns: Columns): readonly Plot[] {
  const labels = columns.texts("label").map(plainText);
  const scores = columns.numbers("score");
  const classes = columns.has("class") ? columns.texts("class").map(plainText) : undefined;
  const known = [...new Set(labels)].sort(byLabel);
  if (classes === undefined && known.length > 2)
    throw tableUnreadable(
      `label has ${known.length} values; with more than two, \`class\` says which class a score is of`,
    );
  const positive = known[1];
  const curves: RocCurve[] =
    classes === undefined
      ? curveOf(
          undefined,
          scores.map((score, row) => ({ score, positive: labels[row] === positive })),
        )
      : [...Map.groupBy(scores.keys(), (row) => classes[row] ?? "")]
          .sort(([a], [b]) => byLabel(a, b))
          .flatMap(([of, rows]) =>
            curveOf(
              of,
              rows.map((row) => ({ score: scores[row] ?? Number.NaN, positive: labels[row] === of })),
            ),
          );
  const confusion = columns.has("predicted")
    ? // Of several rows of one example, only that of the class that was predicted counts.
      pairs(columns, "label").filter((pair, row) => classes === undefined || classes[row] === pair.predicted)
    : classes === undefined && positive !== undefined && scores.every((score) => score >= 0 && score <= 1)
      ? scores.map((score, row) => ({
          actual: labels[row] ?? "",
          predicted: score >= 0.5 ? positive : (known[0] ?? ""),
        }))
      : [];
  return [
    ...(curves.length === 0 ? [] : [{ type: "roc", name, curves } as const]),
    ...(confusion.length === 0 ? [] : [{ type: "confusion", name, ...confusionOf(confusion) } as const]),
  ];
}

function curveOf(
  of: string | undefined,
  scored: readonly { readonly score: number; readonly positive: boolean }[],
): RocCurve[] {
  const curve = rocOf(scored.filter(({ score }) => !Number.isNaN(score)));
  return curve === undefined ? [] : [{ ...(of === undefined ? {} : { of }), ...curve }];
}

function givenCurves(columns: Columns): readonly RocCurve[] {
  const [fpr, tpr] = [columns.numbers("fpr"), columns.numbers("tpr")];
  const outside = fpr.findIndex(
    (x, row) => !(x >= 0 && x <= 1 && (tpr[row] ?? -1) >= 0 && (tpr[row] ?? 2) <= 1),
  );
  if (outside !== -1) throw tableUnreadable(`row ${outside + 1}: rates lie between 0 and 1`);
  const classes = columns.has("class") ? columns.texts("class").map(plainText) : undefined;
  return [...Map.groupBy(fpr.keys(), (row) => classes?.[row])].map(([of, rows]) => {
    const points = rows
      .map((row): Point => [fpr[row] ?? 0, tpr[row] ?? 0])
      .sort(([x, y], [otherX, otherY]) => x - otherX || y - otherY);
    return { ...(of === undefined ? {} : { of }), points, auc: areaUnder(points) };
  });
}

function history({ columns: names }: Table, columns: Columns): readonly HistoryCurve[] {
  const steps = columns.numbers("step");
  return names
    .filter((name) => name.trim().toLowerCase() !== "step" && columns.isNumeric(name.trim().toLowerCase()))
    .map((name) => {
      const values = columns.numbers(name.trim().toLowerCase());
      return {
        name: plainText(name),
        points: steps.map((step, row): Point => [step, values[row] ?? Number.NaN]),
      };
    });
}
