import { MlxError } from "@mlx/core";

const nothing = "Nothing was started.";

export function tlsNotReadable(file: string, what: "certificate" | "key", why: string): MlxError {
  return new MlxError({
    code: "MLX8532",
    summary: `the ${what} ${file} cannot be read: ${why}`,
    detail: nothing,
    next: [`\`mlx up --tls-${what === "certificate" ? "cert" : "key"} FILE\`, with a file that mlx may read`],
  });
}

export function tlsNotUsable(file: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX8533",
    summary: `${file} cannot be used for HTTPS: ${why}`,
    detail: nothing,
    next: [
      "give a PEM certificate, with those that it is signed by behind it, and its PEM key without a password",
    ],
    ...(cause === undefined ? {} : { cause }),
  });
}

export function tlsExpired(file: string, when: string, how: "expired" | "early"): MlxError {
  return new MlxError({
    code: "MLX8534",
    summary:
      how === "expired"
        ? `the certificate ${file} expired on ${when}`
        : `the certificate ${file} is not valid before ${when}`,
    detail: `Every client would refuse it. ${nothing}`,
    next: [how === "expired" ? "renew it" : "check the clock of this machine"],
  });
}
