import type { ServerResponse } from "node:http";
import type { Dispatcher } from "undici";
import type { Ending } from "./ending.ts";
import { answerHeaders } from "./pass-headers.ts";

export interface Forward {
  readonly path: string;
  readonly headers: string[];
  readonly body: Buffer;
  readonly requestId: string;
  readonly model: string;
  /** Without a byte of the answer, once it has begun. */
  readonly silenceMilliseconds: number;
}

export type Forwarded =
  | { readonly type: "answered"; readonly status: number }
  /** The connection ended before any of an answer: whoever asked was sent nothing. */
  | { readonly type: "unanswered"; readonly why: string }
  /** What came is no answer; whoever asked was sent nothing. */
  | { readonly type: "malformed"; readonly why: string }
  /** The signal was aborted before an answer began. */
  | { readonly type: "aborted" }
  /** The answer broke off: whoever asked had some of it, and their connection was cut, so that they see that. */
  | { readonly type: "broken"; readonly status: number };

/** Gives a request to a replica and hands on what it answers, as it comes. Never rejects. */
export function forward(
  replica: Dispatcher,
  { path, headers, body, requestId, model, silenceMilliseconds }: Forward,
  response: ServerResponse,
  ending: Ending,
): Promise<Forwarded> {
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status: number | undefined;
    let stalled: NodeJS.Timeout | undefined;
    const finish = (result: Forwarded) => {
      ending.tell = undefined;
      clearTimeout(stalled);
      resolve(result);
    };
    const onEnding = () => {
      // Once an answer has begun it may take its time.
      if (status === undefined || ending.reason === "gone") controller?.abort(over);
    };
    /** Until whoever asked has read what there is; undici keeps no time meanwhile. */
    const hold = (answer: Dispatcher.DispatchController) => {
      answer.pause();
      if (stalled !== undefined) return;
      stalled = setTimeout(() => answer.abort(over), silenceMilliseconds);
      response.once("drain", () => {
        clearTimeout(stalled);
        stalled = undefined;
        answer.resume();
      });
    };
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (started) => {
        controller = started;
        if (ending.reason !== undefined) onEnding();
      },
      onResponseStart: (_, code, answered) => {
        if (code < 200) return;
        status = code;
        response.writeHead(code, answerHeaders(answered, { id: requestId, model }));
      },
      onResponseData: (started, part) => {
        if (!response.write(part)) hold(started);
      },
      onResponseEnd: () => {
        response.end();
        finish({ type: "answered", status: status ?? 0 });
      },
      onResponseError: (_, error) => {
        if (status !== undefined) {
          response.destroy();
          finish({ type: "broken", status });
        } else if (ending.reason !== undefined) finish({ type: "aborted" });
        else if (isConnectionFailure(error)) finish({ type: "unanswered", why: describe(error) });
        else finish({ type: "malformed", why: describe(error) });
      },
    };
    ending.tell = onEnding;
    try {
      replica.dispatch(
        { path, method: "POST", headers, body, headersTimeout: 0, bodyTimeout: silenceMilliseconds },
        handler,
      );
    } catch (error) {
      finish({ type: "malformed", why: error instanceof Error ? describe(error) : String(error) });
    }
  });
}

/** One for all: to make one for each request costs as much as to parse it. */
const over = new Error("the request is over");

/** The other side was not there, or went; undici's names for it, and the system's. */
const connectionFailures = new Set([
  ...["UND_ERR_SOCKET", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_CLOSED", "UND_ERR_DESTROYED"],
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"],
]);

function isConnectionFailure(error: Error): boolean {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return connectionFailures.has(code);
}

function describe(error: Error): string {
  switch ("code" in error ? error.code : undefined) {
    case "ECONNREFUSED":
      return "It does not take connections any more";
    case "UND_ERR_SOCKET":
    case "ECONNRESET":
    case "EPIPE":
      return "Its connection broke before it had answered";
    default:
      return error.message.replace(/\.$/, "");
  }
}
