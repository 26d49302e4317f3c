import type { ValidateFunction } from "ajv";
import type { FastifySchemaCompiler } from "fastify";
import type { FastifyValidationResult } from "fastify/types/schema.js";

/** Query, path and headers are text: what is a number or a boolean there is made one. */
const textParts: ReadonlySet<string | undefined> = new Set(["querystring", "params", "headers"]);

/**
 * Compiles the schemas of a route when it is asked for the first time. All of them at once, with ajv itself,
 * would be most of the time that the server takes to start.
 */
export const compileLazily: FastifySchemaCompiler<unknown> = ({ schema, httpPart, contentType }) => {
  // Its parts are read by the handler, as they come: there is no body yet.
  if (contentType === "multipart/form-data") return () => true;
  let compiled: ValidateFunction | undefined;
  const check = (ready: ValidateFunction, data: unknown) => {
    const fits = ready(data);
    validate.errors = ready.errors?.map((error) => ({ ...error, message: error.message ?? "" })) ?? null;
    return fits;
  };
  const validate: FastifyValidationResult = (data) => {
    if (compiled !== undefined) return check(compiled, data);
    const checked = import("./compile-schema.ts").then(({ compileSchema }) => {
      compiled ??= compileSchema(schema, { coerce: textParts.has(httpPart) });
      return check(compiled, data);
    });
    // By which fastify's types tell what linters may leave unawaited.
    return Object.assign(checked, { __linterBrands: "SafePromiseLike" } as const);
  };
  return validate;
};
