import { expect, test } from "vitest";
import { createFakeOutput } from "../test/fake-context.ts";
import { viewOf } from "../test/values.ts";
import { createTerminal } from "./create-terminal.ts";

function asks(
  stdin: boolean,
  stderr: boolean,
  { env = {}, json = false }: { readonly env?: Record<string, string>; readonly json?: boolean } = {},
): boolean {
  const streams = {
    stdin: { isTTY: stdin } as NodeJS.ReadStream,
    stderr: { isTTY: stderr } as NodeJS.WriteStream,
    env,
    now: () => 0,
    every: () => () => {},
  };
  const { output } = createFakeOutput();
  return createTerminal(streams, { json, view: viewOf(), notesView: viewOf(), output }).ask !== undefined;
}

test("only a person at a terminal is asked", () => {
  expect(asks(true, true)).toBe(true);
  expect(asks(true, true, { env: { CI: "false" } })).toBe(true);
  expect(asks(false, true)).toBe(false);
  expect(asks(true, false)).toBe(false);
  expect(asks(true, true, { json: true })).toBe(false);
  expect(asks(true, true, { env: { CI: "true" } })).toBe(false);
  expect(asks(true, true, { env: { TERM: "dumb" } })).toBe(false);
});

test("without a terminal a run is shown line by line", async () => {
  const { output, notes } = createFakeOutput();
  const terminal = createTerminal(
    {
      stdin: {} as NodeJS.ReadStream,
      stderr: {} as NodeJS.WriteStream,
      env: {},
      now: () => 0,
      every: () => () => {},
    },
    { json: false, view: viewOf(), notesView: viewOf(), output },
  );
  const progress = await terminal.openRunProgress();
  progress.note("hello");
  expect(notes).toEqual(["00:00:00 hello"]);
});
