/** What the Sensei API says that is no resource: contract 1.4, `SenseiApiResponse`. */
import { InternalError, type MlxError } from "@mlx/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiScope } from "../http/api-scope.ts";
import { notRouted } from "../http/not-routed.ts";
import { refusalOf } from "../http/refusal-of.ts";
import { answer } from "./media-types.ts";

export interface SenseiMessage {
  /** Identifies the kind of problem; nothing has to be there. */
  readonly type?: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly additionalDetails?: { readonly [name: string]: string };
}

/** Answers what was done; the contract has the exact text of each operation. */
export function answerSuccess(reply: FastifyReply, detail: string): FastifyReply {
  const message: SenseiMessage = { title: "Success", status: 200, detail };
  return answer(reply, "api-response", message);
}

/** Answers failures of the face's routes, and of what comes before them, in the API's form. */
export function addSenseiErrors(scope: ApiScope): void {
  scope.setErrorHandler((error, request, reply) => {
    const { status, failure } = refusalOf(error);
    return answer(reply, "api-response", problem(failure, status, request), status);
  });
  scope.setNotFoundHandler((request, reply) => {
    throw notRouted(request, reply);
  });
}

/** By status: the last part of `type`, and the title. */
const problems: { readonly [status: number]: readonly [type: string, title: string] } = {
  400: ["illegal-argument", "Illegal Argument"],
  401: ["unauthorized", "Unauthorized"],
  403: ["forbidden", "Forbidden"],
  404: ["not-found", "Not Found"],
  405: ["method-not-allowed", "Method Not Allowed"],
  406: ["not-acceptable", "Not Acceptable"],
  408: ["request-timeout", "Request Timeout"],
  409: ["conflict", "Conflict"],
  410: ["gone", "Gone"],
  412: ["precondition-failed", "Precondition Failed"],
  413: ["payload-too-large", "Payload Too Large"],
  415: ["unsupported-media-type", "Unsupported Media Type"],
  422: ["unprocessable-entity", "Unprocessable Entity"],
  429: ["too-many-requests", "Too Many Requests"],
  500: ["internal-server-error", "Internal Server Error"],
  503: ["service-unavailable", "Service Unavailable"],
  507: ["insufficient-storage", "Insufficient Storage"],
};

const problemTypes = "https://platform.adobe.io/data/foundation/ml/problems/";

function problem(failure: MlxError, status: number, request: FastifyRequest): SenseiMessage {
  const [type, title] = problems[status] ?? problems[status < 500 ? 400 : 500] ?? [];
  if (type === undefined || title === undefined)
    throw new InternalError(`no problem has the status ${status}`);
  return {
    type: `${problemTypes}${type}`,
    title,
    status,
    detail: sentences(failure),
    additionalDetails: { code: failure.code, requestId: request.id },
  };
}

/** What happened, why, and what to do next, in one text. */
function sentences({ summary, detail, next, diagnostics }: MlxError): string {
  const findings = diagnostics
    .filter(({ severity }) => severity === "error")
    .slice(0, 10)
    .map((finding) =>
      sentence([finding.summary, finding.detail].filter((text) => text !== undefined).join(" ")),
    );
  return [
    sentence(summary),
    ...(detail === undefined ? [] : [sentence(detail)]),
    ...findings,
    // Where each has a line of its own, the later ones begin with this word.
    ...(next.length === 0
      ? []
      : [sentence(`Next: ${next.map((step) => step.replace(/^or /, "")).join(", or ")}`)]),
  ].join(" ");
}

function sentence(text: string): string {
  const begun = /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
