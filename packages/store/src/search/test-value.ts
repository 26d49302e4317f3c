import {
  assertNever,
  modelAttributes,
  runAttributes,
  type SearchCondition,
  type SearchField,
  type SearchValue,
} from "@mlx/core";

type Test = Exclude<SearchCondition, { type: "and" | "or" | "not" | "absent" }>;

/** A cell's value, and the text that it is where the other is not of its type. */
export interface TestedValue {
  readonly value: string | number | boolean;
  readonly text: () => string;
}

/**
 * Whether a value that is there passes. Two numbers are compared as such, as are two booleans; everything else as
 * texts. NaN differs from every number, and is neither above nor below one.
 */
export function testValue(test: Test): (tested: TestedValue) => boolean {
  switch (test.type) {
    case "compare": {
      const compare = comparison(test.op);
      const value = literal(test.field, test.value);
      return (tested) => compare(tested, value);
    }
    case "in": {
      const equals = comparison("=");
      const values = test.values.map((value) => literal(test.field, value));
      const same = new Set<string | number | boolean>(values);
      const mixed = values.filter((value) => typeof value !== "string");
      return (tested) =>
        same.has(tested.value)
          ? !Number.isNaN(tested.value)
          : same.has(tested.text()) ||
            mixed.some((value) => typeof value !== typeof tested.value && equals(tested, value));
    }
    case "like": {
      const matches = likePattern(test.pattern, test.caseSensitive);
      return (tested) => matches(tested.text());
    }
    default:
      return assertNever(test);
  }
}

function comparison(
  op: "=" | "!=" | "<" | "<=" | ">" | ">=",
): (tested: TestedValue, value: string | number | boolean) => boolean {
  const compare = <T extends string | number | boolean>(a: T, b: T): boolean => {
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
      case ">=":
        return a >= b;
      default:
        return assertNever(op);
    }
  };
  return ({ value: tested, text }, value) => {
    if (typeof tested === "number" && typeof value === "number") return compare(tested, value);
    if (typeof tested === "boolean" && typeof value === "boolean") return compare(tested, value);
    return compare(text(), String(value));
  };
}

/** Times are compared as milliseconds. */
function literal(field: SearchField, value: SearchValue): SearchValue {
  return isTime(field) && typeof value === "string" ? Date.parse(value) : value;
}

export function isTime({ of, name }: SearchField): boolean {
  const attributes: { readonly [name: string]: string } = { ...runAttributes, ...modelAttributes };
  return of === "attribute" && Object.hasOwn(attributes, name) && attributes[name] === "time";
}

/** `%` is any text, `_` any one character; in time in proportion to both, whatever the pattern. */
export function likePattern(pattern: string, caseSensitive: boolean): (text: string) => boolean {
  const fold = (text: string) => [...(caseSensitive ? text : text.toLowerCase())];
  const wanted = fold(pattern);
  return (text) => {
    const found = fold(text);
    let [at, place, star, retry] = [0, 0, -1, 0];
    while (at < found.length)
      if (wanted[place] === "%") {
        star = place;
        place += 1;
        retry = at;
      } else if (place < wanted.length && (wanted[place] === "_" || wanted[place] === found[at])) {
        at += 1;
        place += 1;
      } else if (star >= 0) {
        place = star + 1;
        retry += 1;
        at = retry;
      } else return false;
    while (wanted[place] === "%") place += 1;
    return place === wanted.length;
  };
}
