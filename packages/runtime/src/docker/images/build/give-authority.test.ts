import { expect, it } from "vitest";
import { giveAuthority } from "./give-authority.ts";
import { parseDockerfile } from "./parse-dockerfile.ts";

it("gives the bundle to each RUN of each stage, and nothing else", () => {
  const dockerfile = `# syntax=x
ARG A
FROM a \\
  AS b
RUN one
  run \\
  two
RUN --network=none ["three"]
RUN <<EOF
RUN not this
EOF
ONBUILD RUN later
COPY RUN /
FROM b
RUN	four
`;
  const { content, originalLine } = giveAuthority(parseDockerfile(dockerfile));
  const mount = "--mount=type=secret,id=mlx-ca,target=/dev/mlx-ca.pem,mode=0444";
  const args = [
    "PIP_CERT",
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "GIT_SSL_CAINFO",
  ]
    .map((name) => `ARG ${name}=/dev/mlx-ca.pem\n`)
    .join("");
  expect(content).toBe(`# syntax=x
ARG A
FROM a \\
  AS b
${args}RUN ${mount} one
  run ${mount} \\
  two
RUN ${mount} --network=none ["three"]
RUN ${mount} <<EOF
RUN not this
EOF
ONBUILD RUN later
COPY RUN /
FROM b
${args}RUN ${mount}	four
`);
  const lines = content.split("\n");
  expect(originalLine(lines.findIndex((line) => line.endsWith(" one")) + 1)).toBe(5);
  expect(originalLine(lines.findIndex((line) => line.endsWith("four")) + 1)).toBe(15);
  expect(originalLine(3)).toBe(3);
});
