/** Small parts of which the schemas of /api/v1 are made. */
import Type, { type Static, type TSchema } from "typebox";

/** A schema that the document has by its name, and clients as a type. */
export function named<T extends TSchema>(name: string, schema: T): T {
  return Object.assign(schema, { "x-name": name });
}

export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** Any keys, each with such a value. */
export function mapOf<T extends TSchema>(schema: T, description?: string) {
  return Type.Unsafe<{ readonly [name: string]: Static<T> }>({
    type: "object",
    additionalProperties: schema,
    ...(description === undefined ? {} : { description }),
  });
}

/** An object whose fields other pages describe. */
export function anyObject(description: string) {
  return Type.Unsafe<{ readonly [name: string]: unknown }>({
    type: "object",
    additionalProperties: true,
    description,
  });
}

export const time = (description: string) => Type.String({ format: "date-time", description });
export const uuid = (description: string) => Type.String({ format: "uuid", description });
export const text = (description: string) => Type.String({ description });

/** As `writeJson` has it: what JSON has no number for is text. */
export const number = Type.Union([
  Type.Number(),
  Type.Enum(["NaN", "Infinity", "-Infinity"], { description: "what JSON has no number for" }),
]);
