import { expect, it } from "vitest";
import { dockerfileImages, stageBases } from "./dockerfile-images.ts";
import { parseDockerfile } from "./parse-dockerfile.ts";

it("names what may be fetched, with the arguments that stand before it", () => {
  const dockerfile = parseDockerfile(`# syntax=docker/dockerfile:1
ARG TAG=3
ARG NAME="python"
ARG OTHER
FROM \${NAME}:$TAG AS one
COPY --chown=1:1 --from=tools:\${OTHER:-1} /a /
COPY --from=0 /b /
FROM scratch
RUN --mount=type=bind,from=mounted,target=/x --mount=type=bind,from=one echo --from=not
FROM One
COPY --from=$LATER /c /
FROM base:$TAG
`);
  expect(dockerfileImages(dockerfile, { TAG: "4" })).toEqual([
    "docker/dockerfile:1",
    "python:4",
    "tools:1",
    "mounted",
    "$LATER",
    "base:4",
  ]);
  expect(stageBases(dockerfile, {}).map(({ image }) => image)).toEqual([
    "python:3",
    "scratch",
    "One",
    "base:3",
  ]);
});
