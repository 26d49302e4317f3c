/** What a search has to find, by the plainest means: each run by itself. */
import type { RunRecord, SearchCondition, SearchField, SearchQuery } from "@mlx/core";

type Value = string | number | boolean | undefined;

/** The ids of the page's runs; `records` are those of the namespace, the newest first. */
export function searchNaively(
  { where, orderBy, limit, offset }: SearchQuery,
  records: readonly RunRecord[],
): { readonly ids: readonly string[]; readonly total: number } {
  const found = records.filter((record) => where === undefined || holds(where, record) === true);
  const ordered = found.toSorted((a, b) => {
    for (const { field, descending } of orderBy) {
      const order = compareValues(readField(a, field), readField(b, field), descending);
      if (order !== 0) return order;
    }
    return 0;
  });
  return { ids: ordered.slice(offset, offset + limit).map(({ run }) => run.id), total: found.length };
}

/** Undefined: unknown. */
function holds(condition: SearchCondition, record: RunRecord): boolean | undefined {
  switch (condition.type) {
    case "and": {
      const all = condition.conditions.map((each) => holds(each, record));
      if (all.includes(false)) return false;
      return all.includes(undefined) ? undefined : true;
    }
    case "or": {
      const all = condition.conditions.map((each) => holds(each, record));
      if (all.includes(true)) return true;
      return all.includes(undefined) ? undefined : false;
    }
    case "not": {
      const inner = holds(condition.condition, record);
      return inner === undefined ? undefined : !inner;
    }
    default: {
      const value = readField(record, condition.field);
      if (condition.type === "absent") return value === undefined;
      if (value === undefined) return undefined;
      if (condition.type === "in") return condition.values.some((each) => isTrue(value, "=", each));
      if (condition.type === "compare") return isTrue(value, condition.op, condition.value);
      const pattern = [...condition.pattern].map(toPattern).join("");
      return new RegExp(`^${pattern}$`, condition.caseSensitive ? "u" : "iu").test(String(value));
    }
  }
}

function toPattern(character: string): string {
  if (character === "%") return "[^]*";
  return character === "_" ? "[^]" : RegExp.escape(character);
}

function isTrue(value: string | number | boolean, op: string, wanted: string | number | boolean): boolean {
  const same = typeof value === typeof wanted;
  const [a, b] = same ? [value, wanted] : [String(value), String(wanted)];
  switch (op) {
    case "=":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    default:
      return a >= b;
  }
}

function compareValues(a: Value, b: Value, descending: boolean): number {
  const place = (value: Value): number => {
    if (value === undefined) return 9;
    if (Number.isNaN(value)) return 8;
    const kind = ["number", "string", "boolean"].indexOf(typeof value);
    return descending ? 3 - kind : kind;
  };
  if (place(a) !== place(b)) return place(a) - place(b);
  if (a === undefined || b === undefined || a === b || Number.isNaN(a)) return 0;
  return a < b === descending ? 1 : -1;
}

function readField(record: RunRecord, { of, name }: SearchField): Value {
  const { run, metrics, model } = record;
  if (of === "metric") return metrics.find((metric) => metric.name === name)?.last;
  if (of === "tag") return run.tags?.[name];
  if (of === "parameter") {
    const own = [...(run.chain ?? []), run].findLast(({ spec }) => Object.hasOwn(spec.parameters, name));
    const value = own?.spec.parameters[name];
    return value === null || typeof value === "object" ? undefined : value;
  }
  const duration =
    run.startedAt === undefined || run.endedAt === undefined
      ? undefined
      : (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000;
  const attributes: { readonly [name: string]: Value } = {
    ...{ id: run.id, state: run.status.state, task: run.task, trigger: run.trigger, actor: run.actor },
    ...{
      experiment: run.experiment,
      instance: run.instance,
      recipe: run.spec.recipe,
      model,
      attempt: run.attempt,
    },
    ...{ created: run.createdAt, started: run.startedAt, ended: run.endedAt, duration },
    reason: "reason" in run.status ? run.status.reason : undefined,
  };
  return attributes[name];
}
