import { Ajv, type ValidateFunction } from "ajv";

/** What is not in a schema stays as it is: clients send more than the contract knows. Formats describe, and are checked by hand. */
const options = {
  strict: false,
  useDefaults: true,
  removeAdditional: false,
  allErrors: false,
  validateFormats: false,
} as const;
const ajv = new Ajv(options);
const coercing = new Ajv({ ...options, coerceTypes: "array" });

/** `coerce`: texts become what the schema wants, for parts of a request that are text. */
export function compileSchema(schema: unknown, { coerce }: { readonly coerce: boolean }): ValidateFunction {
  return (coerce ? coercing : ajv).compile(isSchema(schema) ? schema : {});
}

function isSchema(value: unknown): value is object | boolean {
  return typeof value === "boolean" || (typeof value === "object" && value !== null);
}
