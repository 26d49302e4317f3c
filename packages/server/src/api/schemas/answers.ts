import Type, { type TSchema } from "typebox";
import { anyObject, named, nullable, text } from "./schema.ts";

const FailureBody = named(
  "Failure",
  Type.Object({
    error: Type.Object({
      code: Type.String({ pattern: "^MLX\\d{4}$", description: "permanent; `mlx explain CODE` tells more" }),
      summary: text("what happened, one line"),
      detail: Type.Optional(text("why, and what state things are in")),
      next: Type.Optional(Type.Array(Type.String(), { description: "what to do, most useful first" })),
      diagnostics: Type.Optional(Type.Array(anyObject("what is wrong in the files or in the body"))),
      requestId: text("of the request, as the header `x-request-id` has it"),
    }),
  }),
);

const meanings: { readonly [status: number]: string } = {
  400: "the request cannot be read, or is not as described",
  401: "no token, or one that is not taken",
  403: "the token may not do this, or not here",
  404: "there is no such thing",
  409: "it cannot be done as things stand; the body says why",
  412: "it was changed since; nothing was done",
  413: "the body is too large",
  416: "the range is not there",
  422: "what was asked for is wrong; nothing was done",
  429: "too many requests; `Retry-After` says when",
};

const always = [400, 401, 403, 429];

/** What a route answers: `ok` where it went well, else a failure; `failures` beside those that any route has. */
export function answers(
  status: 200 | 201 | 202,
  ok: TSchema | { readonly content: { readonly [type: string]: { readonly schema: TSchema } } },
  failures: readonly number[] = [],
): { readonly [status: string]: unknown } {
  const told = [...new Set([...always, ...failures])].sort((a, b) => a - b);
  return {
    [status]: "content" in ok ? { description: meaningOf(status), ...ok } : ok,
    ...Object.fromEntries(told.map((each) => [each, failure(meanings[each] ?? "it failed")])),
    default: failure("it failed"),
  };
}

function meaningOf(status: number): string {
  return status === 201 ? "it was made" : status === 202 ? "it will be done" : "it was done";
}

/** Each with a description of its own over the one schema. */
function failure(description: string) {
  return { description, content: { "application/json": { schema: FailureBody } } };
}

/** One page of a list. */
export function pageOf<T extends TSchema>(name: string, item: T) {
  return named(
    name,
    Type.Object({
      items: Type.Array(item),
      total: Type.Optional(Type.Integer({ description: "on all pages, where that is known" })),
      next: nullable(text("`cursor` of the page that follows; null: this is the last")),
    }),
  );
}

/** `most`: of a page. */
export function pageQuery(limit: number, most = 200) {
  return {
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: most, default: limit, description: "how many on a page" }),
    ),
    cursor: Type.Optional(text("`next` of the page before")),
  };
}
