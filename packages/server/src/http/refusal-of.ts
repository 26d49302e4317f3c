import { MlxError } from "@mlx/core";
import { answeredBug, bodyTooLarge, notAsDescribed, refusedRequest, wrongMediaType } from "./errors.ts";
import { failureStatus } from "./failure-status.ts";

/** What an error is answered with; each face puts it into a body of its own. */
export interface Refusal {
  readonly status: number;
  readonly failure: MlxError;
  /** Nobody expected it: what it says is nobody's business. */
  readonly isBug: boolean;
}

export function refusalOf(error: unknown): Refusal {
  if (error instanceof MlxError) return { status: failureStatus(error), failure: error, isBug: false };
  const failure = ofFramework(error);
  if (failure === undefined) return { status: 500, failure: answeredBug(), isBug: true };
  return { status: statusOf(error) ?? failureStatus(failure), failure, isBug: false };
}

/** What fastify and its parsers refuse. */
function ofFramework(error: unknown): MlxError | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("validation" in error && Array.isArray(error.validation))
    return notAsDescribed(contextOf(error), error.validation);
  const code = "code" in error ? error.code : undefined;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE" || code === "FST_REQ_FILE_TOO_LARGE") return bodyTooLarge();
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return wrongMediaType();
  // Of busboy, which gives them neither a code nor a status.
  if (/multipart|Malformed part|Unexpected end of form/i.test(error.message) && statusOf(error) === undefined)
    return refusedRequest(error.message);
  return statusOf(error) === undefined ? undefined : refusedRequest(error.message);
}

function contextOf(error: Error): string {
  return "validationContext" in error && typeof error.validationContext === "string"
    ? error.validationContext
    : "body";
}

/** Of what the client did wrong; what the framework did wrong is a bug. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("statusCode" in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === "number" && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}
