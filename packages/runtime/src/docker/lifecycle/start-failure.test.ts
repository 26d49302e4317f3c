import { describe, expect, it } from "vitest";
import { describeStartFailure, isStartRefused, readStartFailure } from "./start-failure.ts";

const prefix =
  "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ";

describe("what the engine says of a start that failed", () => {
  it.each([
    [
      `${prefix}exec: "train": executable file not found in $PATH: unknown`,
      /^the image has no program `train`\n/,
    ],
    [`${prefix}exec: "/opt/x": stat /opt/x: no such file or directory: unknown`, /^\/opt\/x was not found/],
    [`${prefix}exec: "/opt/x": permission denied: unknown`, /^\/opt\/x is not executable/],
    [`${prefix}exec /opt/x: exec format error: unknown`, /made for another processor/],
    [`could not select device driver "" with capabilities: [[gpu]]`, /^the engine cannot give GPUs/],
    ["network mlx-x not found", /^the engine could not start the container: network mlx-x not found$/],
    [`${prefix}something new: unknown`, /^the engine could not start the container: something new$/],
  ])("%s", (message, expected) => {
    expect(describeStartFailure(message, "train")).toMatch(expected);
  });
});

describe("the last line of a program that was not found", () => {
  it.each([
    ["[FATAL tini (7)] exec train failed: No such file or directory", /^the image has no program `train`\n/],
    ["[FATAL tini (7)] exec /opt/x failed: Permission denied", /^\/opt\/x is not executable/],
    ["[FATAL tini (7)] exec /opt/x failed: Exec format error", /made for another processor/],
    ["mlx: 1: exec: train: not found", /^the image has no program `train`\n/],
    ["mlx: line 1: exec: /opt/x: cannot execute: Permission denied", /^\/opt\/x/],
    ["mlx: exec: line 0: train: not found", /^the image has no program `train`\n/],
  ])("%s", (line, expected) => {
    expect(readStartFailure(line, "train")).toMatch(expected);
  });

  it.each(["", "train: 3: exec: python9: not found", "bash: train: command not found"])(
    "is the program's own: %j",
    (line) => {
      expect(readStartFailure(line, "train")).toBeUndefined();
    },
  );
});

describe("a start that was refused", () => {
  const shim = "failed to create shim: OCI runtime create failed: container_linux.go:367";
  it.each([
    { exitCode: 127, message: `${prefix}exec: "train": executable file not found in $PATH: unknown` },
    { exitCode: 126, message: `${shim}: starting container process caused: exec: "/opt": permission denied` },
    { exitCode: 128, message: `${prefix}exec /opt/x: exec format error: unknown` },
    { exitCode: 0, status: 404, message: "network mlx-x not found" },
    { exitCode: 0, status: 400, message: "something new" },
    { exitCode: 128, status: 500, message: 'could not select device driver "" with capabilities: [[gpu]]' },
  ])("is the task's: %j", (start) => {
    expect(isStartRefused(start)).toBe(true);
  });

  it.each([
    { exitCode: 0, message: "" },
    { exitCode: 128, status: 500, message: "transport is closing: unavailable" },
    { exitCode: 127, status: 400, message: "connection error: no such file or directory: unavailable" },
    { exitCode: 126, message: `${shim}: signal: killed: permission denied` },
    { exitCode: 255, message: "" },
    { exitCode: 128, status: 503, message: "the engine is starting" },
  ])("is not told by the engine's own trouble: %j", (start) => {
    expect(isStartRefused(start)).toBe(false);
  });
});
