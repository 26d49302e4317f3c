import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimObservation } from "../src/docker/capture/observer-claim.ts";
import { identifySelf } from "../src/job/process-identity.ts";
import type { RacerOrder } from "./claim-racer.ts";

let root = "";
const racers: ChildProcess[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "mlx-claim-"));
});
afterEach(async () => {
  await Promise.all(racers.splice(0).map(kill));
  await rm(root, { recursive: true, force: true });
});

async function startRacer(): Promise<ChildProcess> {
  const racer = fork(new URL("./claim-racer.ts", import.meta.url));
  racers.push(racer);
  await once(racer, "message");
  return racer;
}

async function tell(racer: ChildProcess, order: RacerOrder): Promise<boolean> {
  const answered = once(racer, "message");
  racer.send(order);
  return (await answered)[0];
}

async function kill(racer: ChildProcess): Promise<void> {
  if (racer.exitCode !== null || racer.signalCode !== null) return;
  const ended = once(racer, "exit");
  racer.kill("SIGKILL");
  await ended;
}

const dead = () => JSON.stringify({ ...identifySelf(), startedAt: "0" });

it("goes from an ended process to exactly one of two that want it", { timeout: 120_000 }, async () => {
  const two = [await startRacer(), await startRacer()];
  const wins = [0, 0];
  for (let round = 0; round < 200; round += 1) {
    const folder = await mkdtemp(join(root, "job-"));
    await writeFile(join(folder, "observer.1.json"), dead());
    two.reverse();
    wins.reverse();
    const won = await Promise.all(two.map((racer) => tell(racer, { claim: folder })));
    expect(won.filter(Boolean)).toHaveLength(1);
    wins[won.indexOf(true)] = (wins[won.indexOf(true)] ?? 0) + 1;
    expect((await readdir(folder)).sort()).toEqual(["observer.1.json", "observer.2.json"]);
  }
  expect(wins[0], "both win now and then, else nothing was tried").toBeGreaterThan(0);
  expect(wins[1], "both win now and then, else nothing was tried").toBeGreaterThan(0);
});

it("is never held by two, however it goes from one to the other", async () => {
  const two = [await startRacer(), await startRacer()];
  for (let round = 0; round < 50; round += 1) {
    const won = await Promise.all(two.map((racer) => tell(racer, { claim: root })));
    expect(won.filter(Boolean)).toHaveLength(1);
    const winner = two[won.indexOf(true)];
    if (winner !== undefined) await tell(winner, { release: root });
  }
  expect((await readdir(root)).sort()).toEqual(["observer.100.json", "observer.99.json"]);
});

it("is free once its process was killed", async () => {
  const racer = await startRacer();
  expect(await tell(racer, { claim: root })).toBe(true);
  expect(await claimObservation({ root })).toBeUndefined();
  await kill(racer);
  expect(await claimObservation({ root })).toBeDefined();
});

it("is held once by a process, given up once, and taken again", async () => {
  const claim = await claimObservation({ root });
  expect(await claimObservation({ root })).toBeUndefined();
  await Promise.all([claim?.release(), claim?.release()]);
  const again = await claimObservation({ root });
  expect(again).toBeDefined();
  await claim?.release();
  expect(await claimObservation({ root })).toBeUndefined();
  expect((await readdir(root)).sort()).toEqual([2, 3].map((number) => `observer.${number}.json`));
});

/** As if its owner had not touched it for that long. */
async function age(number: number, seconds: number): Promise<void> {
  const at = Date.now() / 1000 - seconds;
  await utimes(join(root, `observer.${number}.json`), at, at);
}

it("goes from a suspended process to another one, for good", async () => {
  const racer = await startRacer();
  expect(await tell(racer, { claim: root })).toBe(true);
  racer.kill("SIGSTOP");
  await age(1, 20);
  expect(await claimObservation({ root })).toBeUndefined();
  await age(1, 31);
  const claim = await claimObservation({ root });
  expect(claim?.isHeld({ surely: true })).toBe(true);
  racer.kill("SIGCONT");
  // It is no claim of its own any more that it gives up.
  await tell(racer, { release: root });
  expect(claim?.isHeld({ surely: true })).toBe(true);
  expect(await tell(racer, { claim: root })).toBe(false);
  expect((await readdir(root)).sort()).toEqual(["observer.1.json", "observer.2.json"]);
});

it("is free where the machine's clock was set back", async () => {
  expect(await claimObservation({ root })).toBeDefined();
  await age(1, -3600);
  expect(await claimObservation({ root })).toBeDefined();
});

describe("an owner who has lost it", () => {
  it.each([1, 2, 3, 4])("finds out, also when there were %d more", async (more) => {
    let now = Date.now();
    const claim = await claimObservation({ root }, { now: () => now });
    for (let number = 1; number <= more; number += 1) {
      await age(number, 31);
      expect(await claimObservation({ root })).toBeDefined();
    }
    expect(claim?.isHeld(), "it does not look each time").toBe(true);
    expect(claim?.lost.aborted).toBe(false);
    now += 5000;
    expect(claim?.isHeld()).toBe(false);
    expect(claim?.lost.aborted).toBe(true);
    const before = await readdir(root);
    await claim?.release();
    expect(await readdir(root)).toEqual(before);
  });
});

it.each(["", "{", "null", "{}"])("is free where the machine's crash left %j", async (text) => {
  await writeFile(join(root, "observer.9.json"), text);
  await writeFile(join(root, "observer.10.json.draft"), dead());
  expect(await claimObservation({ root })).toBeDefined();
  expect(await readdir(root)).toContain("observer.10.json");
});
