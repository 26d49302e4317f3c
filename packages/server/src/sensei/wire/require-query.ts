import { badQuery } from "../errors.ts";

/** The id in a bulk deletion's query; its name in any case. Failure: 8544. */
export function requireQuery(query: unknown, name: string): string {
  const entries = typeof query === "object" && query !== null ? Object.entries(query) : [];
  const values: readonly unknown[] = entries
    .filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .flatMap(([, value]: [string, unknown]) => value);
  const [only, other] = values;
  if (typeof only === "string" && only.trim() !== "" && other === undefined) return only.trim();
  throw badQuery(
    name,
    other === undefined
      ? "it is missing; it says of what all are to be deleted"
      : "it is given more than once",
  );
}
