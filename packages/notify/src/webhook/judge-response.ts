import { STATUS_CODES } from "node:http";
import type { SendResult } from "@mlx/core";

const longestPause = 3600;
const shownCharacters = 200;

export interface WebhookResponse {
  readonly status: number;
  readonly retryAfter?: string | undefined;
  readonly location?: string | undefined;
  /** The beginning of its body. */
  readonly body: string;
}

/**
 * What an answer means. A redirect is not followed, since it would lead past the check of the address, and
 * a signed message to somebody else.
 */
export function judgeResponse(response: WebhookResponse, now: number): SendResult {
  const { status } = response;
  const reason = STATUS_CODES[status];
  const answer = `HTTP ${status}${reason === undefined ? "" : ` ${reason}`}`;
  if (status >= 200 && status < 300) return { result: "taken", answer };
  if (status >= 300 && status < 400) {
    const to = response.location === undefined ? "" : ` to ${hostOf(response.location)}`;
    return {
      result: "refused",
      answer,
      problem: `it redirects${to}, which is not followed: set \`url\` to the address that answers in the end`,
    };
  }
  const problem = `it answered ${status}${said(response.body)}`;
  if (status < 500 && status !== 408 && status !== 425 && status !== 429)
    return { result: "refused", answer, problem };
  const afterSeconds = pauseOf(response.retryAfter, now);
  return { result: "later", answer, problem, ...(afterSeconds === undefined ? {} : { afterSeconds }) };
}

/** `Retry-After` as seconds from now, at most an hour: a number of seconds, or a date. */
function pauseOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), longestPause) : undefined;
}

function said(body: string): string {
  const text = body
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, shownCharacters);
  return text === "" ? "" : `: ${text}`;
}

/** Without path and query, which may be secret. */
function hostOf(location: string): string {
  return URL.canParse(location) ? new URL(location).host : "another path";
}
