import type { ContainerSettings } from "@mlx/core";
import { containerSettings } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { failureHints } from "./failure-hints.ts";

const strict = containerSettings({ profile: "strict", pull: "missing" }, {});
const failed = { exitCode: 1, oomKilled: false } as const;

const hintsFor = (line: string, settings: ContainerSettings = strict, exit = {}) =>
  failureHints({ ...failed, ...exit }, { settings, stderrTail: ["before", line], image: "acme/retail:1" });

const doctor =
  "`mlx doctor image acme/retail:1 --task TASK --input CHANNEL=PATH` tries out what the image needs";

it.each([
  ["OSError: [Errno 30] Read-only file system: '/opt/x'", "`container: { readOnlyRoot: false }`"],
  [
    "FileNotFoundError: No usable temporary directory found in ['/tmp']",
    "`container: { tmpSizeInMB: 2048 }`",
  ],
  ["ImportError: /tmp/x.so: failed to map segment from shared object", "`container: { tmpExec: true }`"],
  ["PermissionError: [Errno 13] Permission denied: '/root'", "`container: { user: image }`"],
  ["PermissionError: [Errno 13] Permission denied: '/tmp/x.sh'", "`container: { tmpExec: true }`"],
  ["OSError: [Errno 28] No space left on device: '/dev/shm/x'", "`container: { shmSizeInMB: 1024 }`"],
  ["OSError: [Errno 30] Read-only file system: '/opt/ml/input/data/train/a.csv'", "copy to /tmp"],
  ["RuntimeError: can't start new thread", "`container: { pids: 1024 }`"],
  ["socket.gaierror: [Errno -3] Temporary failure in name resolution", "`container: { network: bridge }`"],
  ["Bus error (core dumped)", "`container: { shmSizeInMB: 1024 }`"],
  [
    'sudo: The "no new privileges" flag is set, ... no new privileges',
    "`container: { newPrivileges: true }`",
  ],
])("%s", (line, setting) => {
  expect(hintsFor(line)).toEqual([expect.stringContaining(setting), doctor]);
});

describe("says nothing", () => {
  it.each([
    ["of other words", "ValueError: bad", strict, {}],
    ["of a success", "Permission denied", strict, { exitCode: 0 }],
    ["of a loss", "Permission denied", strict, { lost: "WORKER_LOST" }],
    ["of a program that did not start", "Permission denied", strict, { startError: "no" }],
    ["of a setting that was not in the way", "Read-only file system", { ...strict, readOnlyRoot: false }, {}],
  ] as const)("%s", (_, line, settings, exit) => {
    expect(hintsFor(line, settings, exit)).toEqual([]);
  });
});

it("takes the exit code of a bus error for one", () => {
  expect(hintsFor("", strict, { exitCode: 135 })[0]).toContain("/dev/shm holds 256 MiB");
});

it("names the proxy where there is a network", () => {
  const settings = { ...strict, network: "bridge" };
  expect(hintsFor("Could not resolve host: pypi.org", settings)[0]).toContain("proxy: inherit");
});

it("tells of memory alone when the kernel has killed for it", () => {
  expect(hintsFor("Permission denied", strict, { exitCode: 137, oomKilled: true })).toEqual([
    expect.stringContaining("`memoryInMB`"),
  ]);
});

it("of a network that is not there says how to make it", () => {
  const startError = "the engine could not start the container: network blue not found";
  expect(hintsFor("", strict, { startError })).toEqual([
    expect.stringContaining("`docker network create blue`"),
  ]);
});
