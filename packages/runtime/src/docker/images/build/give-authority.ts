import type { Dockerfile } from "./parse-dockerfile.ts";

export interface GivenAuthority {
  readonly content: string;
  /** The line in the Dockerfile as it was written, for a line of `content`; both from 1. */
  originalLine(line: number): number;
}

export const authoritySecret = "mlx-ca";
/** `/dev` is in memory while a step runs, so that not even an empty file stays in the image. */
const authorityPath = "/dev/mlx-ca.pem";
const variables = [
  "PIP_CERT",
  "SSL_CERT_FILE",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "NODE_EXTRA_CA_CERTS",
  "GIT_SSL_CAINFO",
];

/**
 * The Dockerfile with a bundle of certificate authorities for every RUN: as a secret of the build that
 * is mounted, and named by the variables that common tools read. The variables are build arguments,
 * which end with the build. An ENV of the Dockerfile stands over them, one of the base image does not.
 */
export function giveAuthority({ lines, instructions, stages }: Dockerfile): GivenAuthority {
  const runs = new Set(instructions.filter(({ keyword }) => keyword === "RUN").map(({ first }) => first));
  const argumentsBehind = new Set(stages.map(({ from }) => from.last));
  const mount = `--mount=type=secret,id=${authoritySecret},target=${authorityPath},mode=0444`;
  const given: string[] = [];
  const origins: number[] = [];
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    given.push(runs.has(number) ? line.replace(/^(\s*\S+)(?=\s)/, `$1 ${mount}`) : line);
    origins.push(number);
    if (!argumentsBehind.has(number)) continue;
    for (const variable of variables) {
      given.push(`ARG ${variable}=${authorityPath}`);
      origins.push(number);
    }
  }
  return { content: given.join("\n"), originalLine: (line) => origins[line - 1] ?? line };
}
