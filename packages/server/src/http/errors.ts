import { MlxError } from "@mlx/core";

/** Of what is not streamed to a file. */
export const mostBodyBytes = 1024 * 1024;

export function bodyTooLarge(): MlxError {
  return new MlxError({
    code: "MLX8521",
    summary: "the body of the request is too large",
    detail: "A document may have 1 MiB. Nothing was changed.",
    next: ["send files as parts of a `multipart/form-data` body, where the operation takes one"],
  });
}

export function notJson(why: string): MlxError {
  return new MlxError({
    code: "MLX8522",
    summary: "the body of the request is not JSON",
    detail: `${why}. Nothing was changed.`,
  });
}

export function jsonRefused(why: string): MlxError {
  return new MlxError({
    code: "MLX8523",
    summary: `the body of the request holds what is not taken: ${why}`,
    detail: "Nothing was changed.",
  });
}

export function tooSlow(seconds: number): MlxError {
  return new MlxError({
    code: "MLX8524",
    summary: "the body of the request came too slowly",
    detail: `Nothing of it arrived for ${seconds} s, or not all of it in time. Nothing was changed.`,
  });
}

export function tooManyRequests(perMinute: number, seconds: number): MlxError {
  return new MlxError({
    code: "MLX8525",
    summary: "there were too many requests within a minute",
    detail: `${perMinute} are answered, per token, and per address where no token is asked for.`,
    next: [`ask again in ${seconds} s`, "`server.requestsPerMinute` in mlx.yaml allows more, 0 any number"],
  });
}

export function noSuchRoute(method: string, path: string): MlxError {
  return new MlxError({
    code: "MLX8526",
    summary: `there is no ${method} ${path}`,
    next: ["GET /openapi.json describes what there is, GET /docs for people"],
  });
}

/** `allowed`: at least one. */
export function methodNotAllowed(method: string, path: string, allowed: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX8538",
    summary: `${path} is not asked with ${method}`,
    detail: `It takes ${allowed.join(", ")}. Nothing was changed.`,
    next: ["GET /openapi.json describes what there is, GET /docs for people"],
  });
}

export function otherOrigin(): MlxError {
  return new MlxError({
    code: "MLX8537",
    summary: "a page of another site may not change anything here",
    detail:
      "The browser says that the request comes from elsewhere (Origin, Sec-Fetch-Site). Nothing was changed.",
    next: ["ask from a program, or from a page of this very host and port"],
  });
}

export function tookTooLong(seconds: number): MlxError {
  return new MlxError({
    code: "MLX8527",
    summary: `there was no answer within ${seconds} s`,
    detail: "Whether the request took effect is not known.",
    next: ["look at what was to be changed before asking again"],
  });
}

export function answeredBug(): MlxError {
  return new MlxError({
    code: "MLX8528",
    summary: "mlx failed to answer; this is a bug of it",
    detail: "The server's output tells more, under the request's id.",
  });
}

const partNames: { readonly [context: string]: string } = { querystring: "query", params: "path" };

/** `findings`: ajv's. */
export function notAsDescribed(context: string, findings: readonly unknown[]): MlxError {
  const told = findings.slice(0, 5).map((finding) => describeFinding(finding));
  return new MlxError({
    code: "MLX8529",
    summary: `the ${partNames[context] ?? context} of the request is not as described: ${told.join("; ")}`,
    detail: "Nothing was changed.",
    next: ["GET /openapi.json describes what is taken"],
  });
}

function describeFinding(finding: unknown): string {
  if (typeof finding !== "object" || finding === null) return "it does not fit";
  const path =
    "instancePath" in finding && typeof finding.instancePath === "string" ? finding.instancePath : "";
  const message =
    "message" in finding && typeof finding.message === "string" ? finding.message : "does not fit";
  const field = path.slice(1).replaceAll("/", ".");
  const { additionalProperty, allowedValues } = paramsOf(finding);
  const whose = field === "" ? "it" : field;
  if (typeof additionalProperty === "string")
    return `${whose} has no ${JSON.stringify(additionalProperty.slice(0, 80))}`;
  const allowed = Array.isArray(allowedValues) ? ` (${allowedValues.join(", ")})` : "";
  return `${whose} ${message}${allowed}`;
}

function paramsOf(finding: object): {
  readonly additionalProperty?: unknown;
  readonly allowedValues?: unknown;
} {
  if (!("params" in finding)) return {};
  const { params } = finding;
  return typeof params === "object" && params !== null ? params : {};
}

export function wrongMediaType(): MlxError {
  return new MlxError({
    code: "MLX8530",
    summary: "the media type of the body is not taken here",
    detail: "Nothing was changed.",
    next: ["`Content-Type: application/json`, or `multipart/form-data` where files are sent"],
  });
}

export function refusedRequest(why: string): MlxError {
  return new MlxError({
    code: "MLX8531",
    summary: `the request cannot be taken: ${why}`,
    detail: "Nothing was changed.",
  });
}
