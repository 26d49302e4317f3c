import {
  assertNever,
  modelAttributes,
  runAttributes,
  type SearchCondition,
  type SearchField,
  type SearchValue,
} from "@mlx/core";

type Test = Exclude<SearchCondition, { type: "and" | "or" | "not" | "absent" }>;

/** Tests of a value that is there, by its type: they are called once for each of very many. */
export interface ValueTests {
  readonly number: (value: number) => boolean;
  readonly text: (value: string) => boolean;
  readonly boolean: (value: boolean) => boolean;
}

/**
 * Two numbers are compared as such, as are two booleans; everything else as texts. NaN differs from every number,
 * and is neither above nor below one.
 */
export function valueTests(test: Test): ValueTests {
  const numberText = isTime(test.field)
    ? (value: number) => (Number.isFinite(value) ? new Date(value).toISOString() : String(value))
    : String;
  switch (test.type) {
    case "compare": {
      const { op } = test;
      const value = literal(test.field, test.value);
      const text = compareWith(op, String(value));
      return {
        number: typeof value === "number" ? compareWith(op, value) : (tested) => text(numberText(tested)),
        text,
        boolean: typeof value === "boolean" ? compareWith(op, value) : (tested) => text(String(tested)),
      };
    }
    case "in": {
      const values = test.values.map((value) => literal(test.field, value));
      const numbers = new Set(values.filter((value) => typeof value === "number"));
      const booleans = new Set(values.filter((value) => typeof value === "boolean"));
      const texts = new Set(values.map(String));
      const notNumbers = new Set(values.filter((value) => typeof value !== "number").map(String));
      const notBooleans = new Set(values.filter((value) => typeof value !== "boolean").map(String));
      return {
        number:
          notNumbers.size === 0
            ? (tested) => numbers.has(tested)
            : (tested) => numbers.has(tested) || notNumbers.has(numberText(tested)),
        text: (tested) => texts.has(tested),
        boolean: (tested) => booleans.has(tested) || notBooleans.has(String(tested)),
      };
    }
    case "like": {
      const text = likePattern(test.pattern, test.caseSensitive);
      return {
        number: (tested) => text(numberText(tested)),
        text,
        boolean: (tested) => text(String(tested)),
      };
    }
    default:
      return assertNever(test);
  }
}

function compareWith<T extends string | number | boolean>(
  op: Extract<SearchCondition, { type: "compare" }>["op"],
  value: T,
): (tested: T) => boolean {
  switch (op) {
    case "=":
      return (tested) => tested === value;
    case "!=":
      return (tested) => tested !== value;
    case "<":
      return (tested) => tested < value;
    case "<=":
      return (tested) => tested <= value;
    case ">":
      return (tested) => tested > value;
    case ">=":
      return (tested) => tested >= value;
    default:
      return assertNever(op);
  }
}

/** Times are compared as milliseconds. */
function literal(field: SearchField, value: SearchValue): SearchValue {
  return isTime(field) && typeof value === "string" ? Date.parse(value) : value;
}

function isTime({ of, name }: SearchField): boolean {
  const attributes: { readonly [name: string]: string } = { ...runAttributes, ...modelAttributes };
  return of === "attribute" && Object.hasOwn(attributes, name) && attributes[name] === "time";
}

/** `%` is any text, `_` any one character; in time in proportion to both, whatever the pattern. */
function likePattern(pattern: string, caseSensitive: boolean): (text: string) => boolean {
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
