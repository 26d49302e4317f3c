/** What a client asks a list for: filter, order and page. */
import { badQuery, unknownProperty } from "../errors.ts";
import { type Condition, parseConditions } from "./parse-conditions.ts";
import { findProperty, type Properties, propertyNames } from "./properties.ts";

export interface ListQuery {
  readonly start: number;
  readonly limit: number;
  /** In order of priority; never empty. Ties are broken by id. */
  readonly order: readonly Order[];
  /** `deleted==false` is among them where the client says nothing of it. */
  readonly conditions: readonly Condition[];
  /** As they are told back. */
  readonly orderby: string;
  readonly property: string;
}

export interface Order {
  readonly path: readonly string[];
  readonly descending: boolean;
}

const defaultLimit = 25;
const largestLimit = 100;
/** Beyond it a page would be found by counting. */
const largestStart = 1_000_000_000;

/**
 * Names of parameters are taken in any case; one that is unknown is left alone. `scope`: what the path has fixed
 * already, e.g. `experimentId==…`; it is only told back. Failures: 8543, 8544.
 */
export function parseListQuery(
  query: unknown,
  properties: Properties,
  scope: readonly string[] = [],
): ListQuery {
  const { conditions, texts } = parseConditions(parameter(query, "property").join(","), properties);
  const namesDeleted = conditions.some(({ path }) => path[0] === "deleted");
  const orderTexts = parameter(query, "orderby")
    .flatMap((text) => text.split(","))
    .map((text) => text.trim());
  const order = orderTexts.filter((text) => text !== "").map((text) => parseOrder(text, properties));
  return {
    start: wholeNumber("start", parameter(query, "start"), 0, largestStart),
    limit: wholeNumber("limit", parameter(query, "limit"), defaultLimit, largestLimit),
    order: order.length === 0 ? [{ path: ["created"], descending: false }] : order,
    conditions,
    orderby: order.length === 0 ? "created" : orderTexts.join(","),
    property: [...texts, ...scope, ...(namesDeleted ? [] : ["deleted==false"])].join(","),
  };
}

/** All values of a parameter, in order. */
function parameter(query: unknown, wanted: string): readonly string[] {
  if (typeof query !== "object" || query === null) return [];
  return Object.entries(query)
    .filter(([name]) => name.toLowerCase() === wanted)
    .flatMap(([, value]: [string, unknown]) => [value].flat())
    .filter((value) => typeof value === "string");
}

function wholeNumber(name: string, texts: readonly string[], fallback: number, largest: number): number {
  const [text = "", other] = texts;
  if (other !== undefined) throw badQuery(name, "it is given more than once");
  if (text.trim() === "") return fallback;
  const number = /^\s*\d{1,10}\s*$/.test(text) ? Number(text) : Number.NaN;
  if (number <= largest) return number;
  throw badQuery(name, `${JSON.stringify(text.slice(0, 40))} is no whole number from 0 to ${largest}`);
}

function parseOrder(text: string, properties: Properties): Order {
  const descending = text.startsWith("-");
  const name = text.replace(/^[-+]\s*/, "");
  const found = findProperty(name, properties);
  if (found === undefined) throw unknownProperty("orderby", name.slice(0, 80), propertyNames(properties));
  if (found.type === "group" || found.type === "any" || (found.type === "map" && found.path.length === 1))
    throw badQuery("orderby", `${name} has no order; name a property of it`);
  return { path: found.path, descending };
}
