import { expect, it } from "vitest";
import { writeAnswer } from "./write-answer.ts";

it("tells neither where the project lies nor what was sealed; numbers that JSON lacks are text", () => {
  const project = { root: '/home/ann "x"' };
  const document = {
    path: '/home/ann "x"/out/1',
    elsewhere: "/data/out",
    message: 'cannot read /home/ann "x"/a.csv or /home/ann "x"/b.csv',
    parameters: [{ token: { secret: { sealed: "AAAA" } }, other: { secret: { env: "TOKEN" } } }],
    loss: Number.NaN,
    nothing: undefined,
    none: null,
  };
  expect(JSON.parse(writeAnswer({ project }, document))).toEqual({
    path: "out/1",
    elsewhere: "/data/out",
    message: "cannot read a.csv or b.csv",
    parameters: [{ token: { secret: { sealed: "***" } }, other: { secret: { env: "TOKEN" } } }],
    loss: "NaN",
    none: null,
  });
});
