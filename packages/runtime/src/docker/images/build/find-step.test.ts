import { expect, it } from "vitest";
import { findClassicStep, findStep } from "./find-step.ts";
import { parseDockerfile } from "./parse-dockerfile.ts";

const dockerfile = parseDockerfile(`ARG A=1
FROM a AS builder
ENV B=1
RUN one
WORKDIR /w
FROM builder
COPY x /
FROM scratch AS last
COPY y /
`);

it.each([
  ["[builder 1/3] FROM docker.io/library/a", 2],
  ["[builder 2/3] RUN one", 4],
  ["[linux/amd64 builder 3/3] WORKDIR /w", 5],
  ["[stage-1 1/1] COPY x /", 7],
  ["[last 1/1] COPY y /", 9],
  ["[builder  2/10] RUN one", 4],
  ["[internal] load metadata for docker.io/library/a", undefined],
  ["[builder 9/9] RUN what", undefined],
])("%s is of line %s", (step, line) => {
  expect(findStep(dockerfile, step)?.first).toBe(line);
});

it("a Dockerfile of one stage leaves its name out", () => {
  expect(findStep(parseDockerfile("FROM a\nENV x=1\nRUN b"), "[2/2] RUN b")?.first).toBe(3);
});

it.each([
  ["Step 1/9 : ARG A=1", 1],
  ["Step 4/9 : RUN one", 4],
  ["Removing intermediate container", undefined],
])("%s is of line %s for the classic builder", (step, line) => {
  expect(findClassicStep(dockerfile, step)?.first).toBe(line);
});
