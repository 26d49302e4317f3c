import type { Confusion } from "./plot.ts";

/** How often which label was taken for which. Labels are sorted, numbers by their size. */
export function confusionOf(
  rows: readonly { readonly actual: string; readonly predicted: string; readonly count?: number }[],
): Confusion {
  const labels = [...new Set(rows.flatMap(({ actual, predicted }) => [actual, predicted]))].sort(byLabel);
  const indexes = new Map(labels.map((label, index) => [label, index]));
  const counts = labels.map(() => labels.map(() => 0));
  for (const { actual, predicted, count = 1 } of rows) {
    const row = counts[indexes.get(actual) ?? -1];
    const column = indexes.get(predicted) ?? -1;
    if (row !== undefined) row[column] = (row[column] ?? 0) + count;
  }
  return { labels, counts };
}

export function byLabel(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? (a < b ? -1 : a > b ? 1 : 0) : difference;
}

export interface ConfusionScores {
  readonly accuracy: number;
  /** Of the second of two labels, else the mean over all labels; NaN where nothing was predicted so. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** What the matrix says in numbers. */
export function scoresOf({ labels, counts }: Confusion): ConfusionScores {
  const total = sum(counts.map(sum));
  const perLabel = labels.map((_, index) => {
    const hits = counts[index]?.[index] ?? 0;
    const precision = hits / sum(counts.map((row) => row[index] ?? 0));
    const recall = hits / sum(counts[index] ?? []);
    return { hits, precision, recall, f1: (2 * precision * recall) / (precision + recall) };
  });
  const counted = labels.length === 2 ? perLabel.slice(1) : perLabel;
  const mean = (of: (scores: (typeof perLabel)[number]) => number) => sum(counted.map(of)) / counted.length;
  return {
    accuracy: sum(perLabel.map(({ hits }) => hits)) / total,
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
