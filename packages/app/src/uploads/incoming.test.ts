import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { incomingFolder, removeDeadIncoming } from "./incoming.ts";

test("what dead processes were receiving goes; what lives, or is of another machine, stays", () => {
  const state = mkdtempSync(join(tmpdir(), "mlx-incoming-"));
  onTestFinished(() => rmSync(state, { recursive: true }));
  expect(removeDeadIncoming(state, Date.now())).toBeUndefined();
  const { pid: dead } = spawnSync(process.execPath, ["-e", ""]);
  const id = "3f0a2c1e-0000-4000-8000-000000000000";
  const nameOf = (host: string, pid: number, end = id) => `${host}.${pid}.${end}`;
  const earlier = nameOf(hostname(), process.pid, id.replaceAll("0", "1"));
  const kept = [
    nameOf(hostname(), process.pid),
    nameOf(`${hostname()}x`, dead),
    nameOf(hostname(), process.ppid),
  ];
  for (const name of [...kept, earlier, nameOf(hostname(), dead)])
    mkdirSync(join(state, "incoming", name), { recursive: true });
  utimesSync(join(state, "incoming", earlier), 0, 0);
  expect(incomingFolder(state, id)).toBe(join(state, "incoming", nameOf(hostname(), process.pid)));
  removeDeadIncoming(state, Date.now());
  expect(readdirSync(join(state, "incoming")).sort()).toEqual([...kept].sort());
});
