import { type MetricGoal, metricGoal } from "@mlx/core";
import { plainText } from "../plain-text.ts";
import { type ComparedSubject, type Traits, traitsOf } from "./traits.ts";

/** Runs or model versions side by side. All texts are plain; the values of a row are in the order of `names`. */
export interface Comparison {
  readonly names: readonly string[];
  /** Without those that have no rows. */
  readonly sections: readonly ComparedSection[];
  readonly metrics: readonly ComparedMetric[];
}

export interface ComparedSection {
  readonly name: keyof Traits;
  readonly rows: readonly ComparedRow[];
}

export interface ComparedRow {
  readonly name: string;
  /** Absent of those that have no such thing. */
  readonly values: readonly (string | undefined)[];
  readonly differs: boolean;
}

export interface ComparedMetric {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
  readonly differs: boolean;
  readonly goal?: MetricGoal;
  /** Indexes of the best values; empty where the goal is not known, or all are as good. */
  readonly best: readonly number[];
  /** Of each to the first; absent where one of the two is missing or NaN. */
  readonly differences: readonly (number | undefined)[];
  /** The same as a share of the first's size; absent where that is 0. */
  readonly relative: readonly (number | undefined)[];
}

const sectionNames: readonly (keyof Traits)[] = [
  ...(["about", "parameters", "data", "source", "command", "environment", "variables", "secrets"] as const),
  "result",
];

/** `all`: also what is equal. */
export function compare(
  subjects: readonly ComparedSubject[],
  { all }: { readonly all: boolean },
): Comparison {
  const traits = subjects.map(traitsOf);
  const sections = sectionNames.map((name) => ({
    name,
    rows: compareRows(traits.map((each) => each[name])).filter(({ differs }) => all || differs),
  }));
  return {
    names: subjects.map(({ name }) => plainText(name)),
    sections: sections.filter(({ rows }) => rows.length > 0),
    metrics: compareMetrics(subjects.map(({ metrics }) => metrics)).filter(({ differs }) => all || differs),
  };
}

function compareRows(traits: readonly ReadonlyMap<string, string>[]): readonly ComparedRow[] {
  const names = [...new Set(traits.flatMap((each) => [...each.keys()]))];
  return names.map((name) => {
    const values = traits.map((each) => each.get(name));
    return {
      name: plainText(name),
      values: values.map((value) => (value === undefined ? undefined : plainText(value))),
      differs: values.some((value) => value !== values[0]),
    };
  });
}

function compareMetrics(metrics: readonly { readonly [name: string]: number }[]): readonly ComparedMetric[] {
  const maps = metrics.map((each) => new Map(Object.entries(each)));
  const names = [...new Set(maps.flatMap((each) => [...each.keys()]))].sort();
  return names.map((name) =>
    compareMetric(
      name,
      maps.map((each) => each.get(name)),
    ),
  );
}

function compareMetric(name: string, values: readonly (number | undefined)[]): ComparedMetric {
  const [first] = values;
  const goal = metricGoal(name);
  const differs = values.some((value) => !Object.is(value, first));
  const known = values.filter((value) => value !== undefined && !Number.isNaN(value));
  const best = known.reduce<number | undefined>(
    (a, b = Number.NaN) => (a === undefined ? b : goal === "min" ? Math.min(a, b) : Math.max(a, b)),
    undefined,
  );
  const differences = values.map((value) => differenceOf(first, value));
  return {
    name: plainText(name),
    values,
    differs,
    ...(goal === undefined ? {} : { goal }),
    best: goal === undefined ? [] : bestOf(values, best),
    differences,
    relative: differences.map((difference) =>
      difference === undefined || first === undefined || first === 0 || !Number.isFinite(first)
        ? undefined
        : difference / Math.abs(first),
    ),
  };
}

/** None where all are as good: the last digits of a sum are chance. */
function bestOf(values: readonly (number | undefined)[], best: number | undefined): readonly number[] {
  if (best === undefined) return [];
  const known = values.flatMap((value, index) =>
    value === undefined || Number.isNaN(value) ? [] : [{ value, index }],
  );
  const found = known.filter(
    ({ value }) => value === best || Math.abs(value - best) <= 1e-12 * Math.abs(best),
  );
  return found.length === known.length ? [] : found.map(({ index }) => index);
}

function differenceOf(first: number | undefined, value: number | undefined): number | undefined {
  if (first === undefined || value === undefined) return undefined;
  const difference = value - first;
  return Number.isNaN(difference) ? undefined : difference;
}
