import type { IncomingMessage, ServerResponse } from "node:http";
import { type Ending, watchEnding } from "./ending.ts";
import { type Forwarded, forward } from "./forward.ts";
import type { OpenEndpoint } from "./open-endpoint.ts";
import { requestHeaders } from "./pass-headers.ts";
import { type Body, readBody } from "./read-body.ts";
import { queryOf } from "./read-path.ts";
import {
  bodyTooLarge,
  bodyTooSlow,
  noAnswerInTime,
  noRoomForBody,
  notServing,
  replicaDied,
  tooManyWaiting,
} from "./refusals.ts";
import { type Refusal, refuse } from "./refuse.ts";
import type { Turn } from "./request-line.ts";

/** A request goes to one replica, and to another where that one ended without an answer. */
const mostTries = 2;
const bodySilenceMilliseconds = 10_000;
/** Whoever asked went away; nginx has it so. */
const wentAway = 499;

/** `POST /invocations`: returns the status that it was answered with. */
export async function answerInvocation(
  request: IncomingMessage,
  response: ServerResponse,
  { endpoint, requestId }: { readonly endpoint: OpenEndpoint; readonly requestId: string },
): Promise<number> {
  const no = (refusal: Refusal) => {
    refuse(response, requestId, refusal);
    return refusal.status;
  };
  const { name } = endpoint;
  const { limits, target } = endpoint.now();
  if (target.type === "unavailable") return no(notServing(name, target.message, target.retryAfterSeconds));
  if (endpoint.admitted >= endpoint.mostRequests()) return no(tooManyWaiting(name, endpoint.line.waiting()));
  endpoint.admitted += 1;
  const ending = watchEnding(response, limits.requestTimeoutSeconds * 1000);
  let held = 0;
  try {
    const reading = readBody(
      request,
      { most: limits.maxBodyBytes, silenceMilliseconds: bodySilenceMilliseconds, room: endpoint.room },
      ending,
    );
    let body: Body;
    if (reading instanceof Promise) {
      if (waitsForGoAhead(request)) response.writeContinue();
      body = await reading;
    } else body = reading;
    const refusal = refusalOf(body, endpoint);
    if (refusal !== undefined) return no(refusal);
    if (body.type !== "whole") return wentAway;
    held = body.data.length;
    ending.restart();
    return await giveToReplica(body.data, { request, response, endpoint, requestId, ending, no });
  } finally {
    ending.close();
    endpoint.room.giveBack(held);
    endpoint.admitted -= 1;
  }
}

/** `Expect: 100-continue`: the body comes once that is answered. */
function waitsForGoAhead({ headers, httpVersion }: IncomingMessage): boolean {
  return headers.expect !== undefined && httpVersion === "1.1";
}

function refusalOf(body: Body, endpoint: OpenEndpoint): Refusal | undefined {
  const { maxBodyBytes, requestTimeoutSeconds } = endpoint.now().limits;
  if (body.type === "too-large") return bodyTooLarge(endpoint.name, maxBodyBytes);
  if (body.type === "no-room") return noRoomForBody(endpoint.name);
  return body.type === "too-slow" ? bodyTooSlow(requestTimeoutSeconds) : undefined;
}

interface Invocation {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly endpoint: OpenEndpoint;
  readonly requestId: string;
  readonly ending: Ending;
  readonly no: (refusal: Refusal) => number;
}

async function giveToReplica(body: Buffer, invocation: Invocation): Promise<number> {
  const { request, endpoint, ending, no, requestId } = invocation;
  const headers = requestHeaders(request.rawHeaders, request.headers.connection, requestId);
  let failed: { readonly replica: string; readonly why: string } | undefined;
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const taken = endpoint.line.take(ending, failed?.replica);
    const waited = taken instanceof Promise ? await taken : ({ type: "turn", turn: taken } as const);
    if (waited.type === "aborted") return late(invocation, false);
    if (waited.type === "unavailable") {
      const { target } = endpoint.now();
      const why =
        target.type === "unavailable" ? target : { message: "It is going away.", retryAfterSeconds: 5 };
      return no(notServing(endpoint.name, why.message, why.retryAfterSeconds));
    }
    const { turn } = waited;
    const result = await send(turn, { body, headers }, invocation);
    // Before its turn ends: those who wait are not given to one that may be dead.
    if (result.type === "unanswered") endpoint.suspect(turn.replica);
    turn.end(result.type === "answered");
    if (result.type === "answered" || result.type === "broken") return result.status;
    if (result.type === "aborted") return late(invocation, true);
    failed = { replica: turn.replica, why: result.why };
    if (result.type === "malformed") break;
  }
  return no(replicaDied(endpoint.name, failed?.why ?? "It ended"));
}

async function send(
  { replica, url, model }: Turn,
  { body, headers }: { readonly body: Buffer; readonly headers: string[] },
  { request, response, endpoint, requestId, ending }: Invocation,
): Promise<Forwarded> {
  const { requestTimeoutSeconds } = endpoint.now().limits;
  const path = `/invocations${queryOf(request.url ?? "")}`;
  const silenceMilliseconds = requestTimeoutSeconds * 1000;
  return forward(
    await endpoint.connection(replica, url),
    { path, headers, body, requestId, model, silenceMilliseconds },
    response,
    ending,
  );
}

function late({ response, endpoint, no }: Invocation, hadTurn: boolean): number {
  if (response.destroyed) return wentAway;
  return no(noAnswerInTime(endpoint.name, endpoint.now().limits.requestTimeoutSeconds, hadTurn));
}
