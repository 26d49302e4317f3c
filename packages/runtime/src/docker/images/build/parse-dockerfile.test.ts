import { expect, it } from "vitest";
import { parseDockerfile } from "./parse-dockerfile.ts";

it("finds instructions, stages and what belongs to them", () => {
  const text = `# syntax=docker/dockerfile:1
# about
ARG BASE=python
FROM --platform=linux/amd64 $BASE:3 AS Build
run pip install \\
    # a comment inside

    a b
COPY <<EOF <<-"END" /x/
FROM inner
EOF
\tone
\tEND
RUN cat <<< here && echo "<<EOF"
FROM build
CMD ["x"]`;
  const { syntax, instructions, stages } = parseDockerfile(text);
  expect(syntax).toBe("docker/dockerfile:1");
  expect(instructions.map(({ keyword, first, last }) => [keyword, first, last])).toEqual([
    ["ARG", 3, 3],
    ["FROM", 4, 4],
    ["RUN", 5, 8],
    ["COPY", 9, 13],
    ["RUN", 14, 14],
    ["FROM", 15, 15],
    ["CMD", 16, 16],
  ]);
  expect(instructions[2]?.text.replace(/\s+/g, " ")).toBe("pip install a b");
  expect(
    stages.map(({ name, base, instructions: own }) => [name, base, own.map(({ keyword }) => keyword)]),
  ).toEqual([
    ["build", "$BASE:3", ["RUN", "COPY", "RUN"]],
    [undefined, "build", ["CMD"]],
  ]);
});

it("knows the other sign of continuation, and lines of Windows", () => {
  const { instructions } = parseDockerfile("# escape=`\r\nFROM a\r\nRUN dir C:\\\r\nRUN x `\r\n y\r\n");
  expect(instructions.map(({ keyword, text, first, last }) => [keyword, text, first, last])).toEqual([
    ["FROM", "a", 2, 2],
    ["RUN", "dir C:\\", 3, 3],
    ["RUN", "x  y", 4, 5],
  ]);
});

it.each([
  ["", 0],
  ["# only a comment\n", 0],
  ["RUN a \\", 1],
  ["RUN <<EOF\nnever ends", 1],
])("%j has %i instructions", (text, count) => {
  expect(parseDockerfile(text).instructions).toHaveLength(count);
});
