import { expect, it } from "vitest";
import { type BuildEvent, createBuildAccount } from "./build-account.ts";
import { writeProtoMessage } from "./proto-message.ts";

interface Vertex {
  readonly digest: string;
  readonly name: string;
  readonly error?: string;
  readonly started?: boolean;
}

function trace(
  vertexes: readonly Vertex[],
  logs: readonly (readonly [digest: string, text: string])[] = [],
): BuildEvent {
  const parts = [
    ...vertexes.map(({ digest, name, error = "", started = true }) => {
      const fields = new Map([
        [1, digest],
        [3, name],
        [7, error],
      ]);
      if (started) fields.set(5, "");
      return new Map([[1, writeProtoMessage(fields)]]);
    }),
    ...logs.map(([digest, text]) => {
      const fields = new Map([
        [1, digest],
        [4, text],
      ]);
      return new Map([[3, writeProtoMessage(fields)]]);
    }),
  ];
  const aux = Buffer.concat(parts.map(writeProtoMessage)).toString("base64");
  return { id: "moby.buildkit.trace", aux };
}

it("tells BuildKit's steps once and what they print, by whole lines", () => {
  const account = createBuildAccount();
  const step = { digest: "1", name: "[2/3] RUN make" };
  const lines = [
    trace([
      { digest: "0", name: "[internal] load metadata for a" },
      { ...step, started: false },
    ]),
    trace([step]),
    trace([step], [["1", "one\ntw"]]),
    trace([], [["1", "o\n  10 %\r  100 %\r\n\n"]]),
    { id: "moby.image.id", aux: { ID: "sha256:1" } },
    { stream: "Successfully tagged x\n" },
  ].flatMap(account.add);
  expect(lines).toEqual(["[2/3] RUN make", "one", "two", "  100 %"]);
  expect([account.imageId(), account.failure()]).toEqual(["sha256:1", undefined]);
});

it("tells which of BuildKit's steps failed, not those that were cancelled for it", () => {
  const account = createBuildAccount();
  const output = Array.from({ length: 30 }, (_, index) => `line ${index.toString()}\n`).join("");
  account.add(
    trace(
      [
        { digest: "1", name: "[2/3] RUN a" },
        { digest: "2", name: "[b 1/2] RUN b" },
      ],
      [["1", `${output}last`]],
    ),
  );
  account.add(trace([{ digest: "1", name: "[2/3] RUN a", error: "exit code: 3" }]));
  account.add(trace([{ digest: "2", name: "[b 1/2] RUN b", error: "context canceled" }]));
  account.add({ errorDetail: { message: "executor failed" }, error: "executor failed" });
  const { message, step, output: kept } = account.failure() ?? {};
  expect([message, step, kept?.length, kept?.[0], kept?.at(-1)]).toEqual([
    "executor failed",
    "[2/3] RUN a",
    20,
    "line 11",
    "last",
  ]);
});

it("tells the classic builder's steps and its failure", () => {
  const account = createBuildAccount();
  const lines = [
    { stream: "Step 1/2 : FROM a" },
    { stream: "\n" },
    { stream: " ---> 1234\n" },
    { stream: "Step 2/2 : RUN make" },
    { stream: "\n" },
    { stream: " ---> Running in 1234\n" },
    { stream: "out\n" },
    { errorDetail: { message: "returned a non-zero code: 3" } },
  ].flatMap(account.add);
  expect(lines).toEqual(["Step 1/2 : FROM a", "Step 2/2 : RUN make", "out"]);
  expect(account.failure()).toEqual({
    message: "returned a non-zero code: 3",
    step: "Step 2/2 : RUN make",
    output: ["out"],
  });
});
