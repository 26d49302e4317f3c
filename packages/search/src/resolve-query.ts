import {
  assertNever,
  type SearchCondition,
  type SearchField,
  type SearchOrder,
  type SearchValue,
} from "@mlx/core";
import { type FoundField, findField } from "./fields.ts";
import type { Problem } from "./findings.ts";
import { type ReadValue, readValue, type ValueContext, withKind } from "./read-value.ts";
import type { Span, SyntaxCondition, SyntaxOrder, SyntaxPredicate, SyntaxValue } from "./syntax.ts";

/** What was written with what its names and values mean; what is wrong is added to `problems`. */
export interface Resolver {
  condition(written: SyntaxCondition): SearchCondition;
  order(written: SyntaxOrder): SearchOrder;
}

type OpType = "equality" | "order" | "pattern";

/** Each is a look at all runs, and its field up to a megabyte for each hundred thousand of them. */
const mostConditions = 200;

/** Characters that are enough of an id. */
const fewestOfId = 4;

const nowhere: SearchField = { of: "attribute", name: "" };
const nothing: SearchCondition = { type: "and", conditions: [] };

export function createResolver(context: ValueContext, problems: Problem[]): Resolver {
  let conditions = 0;
  const count = (more: number, span: Span): void => {
    const before = conditions;
    conditions += more;
    if (before > mostConditions || conditions <= mostConditions) return;
    problems.push({
      ...{ code: "MLX2106", span, summary: `the search has more than ${mostConditions} conditions` },
      detail: "Lists of values belong into `in (…)`, ids in full and times with hours and minutes.",
    });
  };

  const fieldOf = (written: SyntaxPredicate["field"]): FoundField | undefined => {
    count(1, written.span);
    const found = findField(context.of, written);
    if (!("problem" in found)) return found;
    problems.push(found.problem);
    return undefined;
  };

  const read = (found: FoundField, written: SyntaxValue): Exclude<ReadValue, { problem: Problem }> => {
    const value = readValue(found, written, context);
    if (!("problem" in value)) return value;
    problems.push(value.problem);
    return { value: "" };
  };

  const resolve = (written: SyntaxCondition): SearchCondition => {
    switch (written.type) {
      case "and":
      case "or":
        return flatten(written.type, written.conditions.map(resolve));
      case "not":
        return negate(resolve(written.condition));
      case "predicate": {
        const found = fieldOf(written.field);
        if (found === undefined) return nothing;
        const condition = predicate(found, written);
        return written.negated ? negate(condition) : condition;
      }
      default:
        return assertNever(written);
    }
  };

  const predicate = (
    found: FoundField,
    { op, operands, field: { span } }: SyntaxPredicate,
  ): SearchCondition => {
    const { field } = found;
    const [first, second] = operands;
    if (op === "null" || first === undefined) return { type: "absent", field };
    switch (op) {
      case "=":
      case "!=":
        return equals(found, first, op);
      case "<":
      case "<=":
      case ">":
      case ">=": {
        allow(found, "order", span);
        return { type: "compare", field, op, value: ordered(found, read(found, first).value) };
      }
      case "between": {
        allow(found, "order", span);
        const bound = (written: SyntaxValue, way: "<=" | ">="): SearchCondition => ({
          ...{ type: "compare", field, op: way },
          value: ordered(found, read(found, written).value),
        });
        return { type: "and", conditions: [bound(first, ">="), bound(second ?? first, "<=")] };
      }
      case "in": {
        const each = operands.map((written) => equals(found, written, "="));
        const values = each.flatMap((it) => (it.type === "compare" ? [it.value] : []));
        const others = each.filter(({ type }) => type !== "compare");
        count(others.length, span);
        return flatten("or", [
          ...(values.length === 0 ? [] : [{ type: "in", field, values } as const]),
          ...others,
        ]);
      }
      case "like":
      case "ilike": {
        allow(found, "pattern", span);
        const pattern = withKind(context.of, field.of === "attribute" ? field.name : "", first.text);
        return { type: "like", field, pattern, caseSensitive: op === "like" };
      }
      default:
        return assertNever(op);
    }
  };

  /** A date without a time means its whole day, and the beginning of an id those that begin so. */
  const equals = (found: FoundField, written: SyntaxValue, op: "=" | "!="): SearchCondition => {
    const { field } = found;
    const { value, until } = read(found, written);
    const whole = until === undefined ? beginning(found, value, written.span) : dayOf(field, value, until);
    if (whole === undefined) return { type: "compare", field, op, value };
    return op === "=" ? whole : negate(whole);
  };

  const beginning = ({ field }: FoundField, value: SearchValue, span: Span): SearchCondition | undefined => {
    const isId =
      field.of === "attribute" && (field.name === "id" || (field.name === "run" && context.of === "models"));
    if (!isId || typeof value !== "string") return undefined;
    if (value.length < fewestOfId)
      problems.push({
        ...{ code: "MLX2104", span, summary: `\`${value}\` is too little of an id` },
        detail: `Write at least its first ${fewestOfId} characters.`,
      });
    return /^[0-9a-f][0-9a-f-]{3,34}$/.test(value)
      ? { type: "like", field, pattern: `${value}%`, caseSensitive: true }
      : undefined;
  };

  const allow = ({ field, type }: FoundField, op: OpType, span: Span): void => {
    const isPattern = type === "text" || type === "tag" || type === "parameter";
    if (op !== "pattern" || isPattern) return;
    problems.push({
      ...{ code: "MLX2104", span, summary: `\`${field.name}\` is not a text: it is like nothing` },
      detail: "`like` and `ilike` are for texts. Compare it with `=`, `<`, `<=`, `>`, `>=` or `between`.",
    });
  };

  return {
    condition: resolve,
    order: ({ field, descending }) => ({ field: fieldOf(field)?.field ?? nowhere, descending }),
  };
}

/** As MLflow users write them, parameters are texts: `params.lr < '0.1'` means the number. */
function ordered({ type }: FoundField, value: SearchValue): SearchValue {
  if (type !== "parameter" || typeof value !== "string" || value.trim() === "") return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

function dayOf(field: SearchField, from: SearchValue, until: string): SearchCondition {
  return {
    type: "and",
    conditions: [
      { type: "compare", field, op: ">=", value: from },
      { type: "compare", field, op: "<", value: until },
    ],
  };
}

function negate(condition: SearchCondition): SearchCondition {
  return condition.type === "not" ? condition.condition : { type: "not", condition };
}

/** `a and (b and c)` is one list. */
function flatten(type: "and" | "or", conditions: readonly SearchCondition[]): SearchCondition {
  const flat = conditions.flatMap((each) => (each.type === type ? each.conditions : [each]));
  const [only] = flat;
  return only !== undefined && flat.length === 1 ? only : { type, conditions: flat };
}
