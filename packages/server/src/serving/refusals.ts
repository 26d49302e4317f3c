/** The answers that are mlx's own. */
import type { Refusal } from "./refuse.ts";

export function noSuchService(path: string, services: readonly string[]): Refusal {
  const known = services.map((name) => `/services/${name}/invocations`).join(", ");
  return {
    status: 404,
    code: "MLX8511",
    summary: `nothing is served at ${path}`,
    detail: known === "" ? "No service is served here." : `Known: ${known}, and /ping beside each.`,
    close: true,
  };
}

export function wrongMethod(method: string, allow: string): Refusal {
  return {
    status: 405,
    code: "MLX8518",
    summary: `${method} is not what is done here`,
    detail: `Allowed: ${allow}.`,
    allow,
    close: true,
  };
}

export function wrongHost(host: string): Refusal {
  return {
    status: 421,
    code: "MLX8519",
    summary: `this server does not answer for "${host}"`,
    detail: "It listens for this machine alone: ask for 127.0.0.1 or localhost.",
    close: true,
  };
}

export function notServing(service: string, message: string, retryAfter: number): Refusal {
  return {
    status: 503,
    code: "MLX8512",
    summary: `${service} does not serve at the moment`,
    detail: message,
    retryAfter,
    close: true,
  };
}

export function tooManyWaiting(service: string, waiting: number): Refusal {
  return {
    status: 503,
    code: "MLX8513",
    summary: `too many requests wait for ${service}`,
    detail: `All of its replicas are at work, and ${waiting} requests wait, which is its \`queueLimit\`.`,
    retryAfter: 1,
    close: true,
  };
}

export function noRoomForBody(service: string): Refusal {
  return {
    status: 503,
    code: "MLX8513",
    summary: `too many requests wait for ${service}`,
    detail: "The bodies of those that are here take all of the memory that there is for them.",
    retryAfter: 1,
    close: true,
  };
}

export function bodyTooLarge(service: string, most: number): Refusal {
  return {
    status: 413,
    code: "MLX8514",
    summary: "the body of the request is too large",
    detail: `${service} takes ${most.toLocaleString("en")} bytes at most: its \`maxBodyInMB\`. Send less at once, or use a scoring run.`,
    close: true,
  };
}

export function bodyTooSlow(seconds: number): Refusal {
  return {
    status: 408,
    code: "MLX8515",
    summary: "the body of the request did not arrive in time",
    detail: `It has to be there within ${seconds} s, and without long pauses.`,
    close: true,
  };
}

export function noAnswerInTime(service: string, seconds: number, hadTurn: boolean): Refusal {
  return {
    status: 504,
    code: "MLX8516",
    summary: `${service} did not answer within ${seconds} s`,
    detail: hadTurn
      ? "The replica that had the request was still at work; its answer is thrown away."
      : "No replica was free for it all the time.",
  };
}

export function replicaDied(service: string, why: string): Refusal {
  return {
    status: 502,
    code: "MLX8517",
    summary: `the replica of ${service} that had the request gave no whole answer`,
    detail: `${why}. The request may or may not have been worked on; \`mlx services logs\` may say more.`,
  };
}

export function failedToAnswer(): Refusal {
  return {
    status: 500,
    summary: "mlx failed to answer; this is a bug of it",
    detail: "Nothing more is known.",
    close: true,
  };
}
