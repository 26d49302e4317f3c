import { assertNever, type SearchCondition } from "@mlx/core";
import { cellKind } from "./cells.ts";
import type { SearchTable } from "./search-table.ts";
import { valueTests } from "./value-tests.ts";

/** Of each row: whether the condition is true of it. Unknown where it asks for a value that is not there. */
export type Truth = Uint8Array;
export const truth = { no: 0, yes: 1, unknown: 2 } as const;

/** In the logic of SQL: `not` of unknown is unknown. */
export function evaluateCondition(condition: SearchCondition, table: SearchTable): Truth {
  switch (condition.type) {
    case "and":
      return combine(condition.conditions, table, { neutral: truth.yes, decides: truth.no });
    case "or":
      return combine(condition.conditions, table, { neutral: truth.no, decides: truth.yes });
    case "not":
      return evaluateCondition(condition.condition, table).map((value) =>
        value === truth.unknown ? value : 1 - value,
      );
    case "absent":
      return table.column(condition.field).kinds.map((kind) => Number(kind === cellKind.absent));
    case "compare":
    case "in":
    case "like":
      return evaluateTest(condition, table);
    default:
      return assertNever(condition);
  }
}

function combine(
  conditions: readonly SearchCondition[],
  table: SearchTable,
  { neutral, decides }: { readonly neutral: number; readonly decides: number },
): Truth {
  const result = new Uint8Array(table.size).fill(neutral);
  for (const condition of conditions) {
    const next = evaluateCondition(condition, table);
    for (let row = 0; row < result.length; row += 1) {
      const value = next[row] ?? truth.unknown;
      if (result[row] !== decides && value !== neutral) result[row] = value;
    }
  }
  return result;
}

function evaluateTest(
  condition: Extract<SearchCondition, { type: "compare" | "in" | "like" }>,
  table: SearchTable,
): Truth {
  const tests = valueTests(condition);
  const { kinds, values } = table.column(condition.field);
  const ofWords = new Map<number, boolean>();
  const testWord = (id: number): boolean => {
    const known = ofWords.get(id);
    if (known !== undefined) return known;
    const found = tests.text(table.word(id));
    ofWords.set(id, found);
    return found;
  };
  const result = new Uint8Array(table.size).fill(truth.unknown);
  for (let row = 0; row < result.length; row += 1) {
    const kind = kinds[row];
    const value = values[row] ?? 0;
    if (kind === cellKind.number) result[row] = Number(tests.number(value));
    else if (kind === cellKind.text) result[row] = Number(testWord(value));
    else if (kind === cellKind.boolean) result[row] = Number(tests.boolean(value === 1));
  }
  return result;
}
