import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { now, viewOf } from "../../test/values.ts";
import { openLiveDaemon } from "./open-live-daemon.tsx";

test("a bug disturbs no drawing: its first line is a note, and all of it comes when the drawing is gone", async () => {
  const terminal = Object.assign(new PassThrough({ encoding: "utf8" }), {
    isTTY: true,
    columns: 100,
    rows: 24,
  });
  let shown = "";
  terminal.on("data", (text: string) => {
    shown += text;
  });
  const live = openLiveDaemon({
    stderr: terminal as unknown as NodeJS.WriteStream,
    view: viewOf(),
    now: () => now,
    every: () => () => {},
  });
  for (let n = 0; n < 30; n += 1)
    live.bug(`request ${n}: this is a bug of mlx\nTypeError: of ${n}\n    at x`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect([shown.includes("request 29: this"), shown.includes("TypeError")]).toEqual([true, false]);
  await live.close();
  const told = [...shown.matchAll(/TypeError: of \d+/g)];
  expect([told.length, told[0]?.[0]]).toEqual([20, "TypeError: of 0"]);
});
