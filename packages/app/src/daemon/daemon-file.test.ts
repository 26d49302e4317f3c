import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { claimDaemonPlace, type DaemonFile, readDaemonFile } from "./daemon-file.ts";
import { type DaemonPlace, daemonPlace } from "./daemon-place.ts";

function createPlace(): DaemonPlace {
  const folder = mkdtempSync(join(tmpdir(), "mlx-daemon-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return daemonPlace(folder, undefined);
}

function fileOf(id: string, place: DaemonPlace): DaemonFile {
  return {
    identity: { id, host: "h", bootId: "b", pid: 1 },
    namespace: "small",
    startedAt: "2026-01-31T12:00:00.000Z",
    socket: place.socket,
  };
}

const lives = () => true;
const isDead = () => false;

test("a place is taken once, told more of, and given back", async () => {
  const place = createPlace();
  const first = await claimDaemonPlace(place, fileOf("first", place), lives);
  if (!("claim" in first)) return expect.fail("the place is free");
  expect(await claimDaemonPlace(place, fileOf("second", place), lives)).toEqual({
    holder: fileOf("first", place),
  });
  await first.claim.update({ url: "http://127.0.0.1:1" });
  expect(await readDaemonFile(place)).toEqual({ ...fileOf("first", place), url: "http://127.0.0.1:1" });
  await first.claim.release();
  expect([await readDaemonFile(place), readdirSync(place.folder)]).toEqual([undefined, []]);
});

test("the file of a dead daemon is replaced, and the dead one's release takes nothing away", async () => {
  const place = createPlace();
  const dead = await claimDaemonPlace(place, fileOf("dead", place), lives);
  const next = await claimDaemonPlace(place, fileOf("next", place), ({ identity }) => identity.id !== "dead");
  expect("claim" in next).toBe(true);
  if ("claim" in dead) await dead.claim.release();
  expect((await readDaemonFile(place))?.identity.id).toBe("next");
});

test("a file that is cut off keeps nobody out", async () => {
  const place = createPlace();
  const first = await claimDaemonPlace(place, fileOf("first", place), lives);
  expect("claim" in first).toBe(true);
  writeFileSync(place.file, '{"identity": {');
  expect("claim" in (await claimDaemonPlace(place, fileOf("second", place), lives))).toBe(true);
});

test("of many who find a dead daemon's file at once, one gets the place", async () => {
  const place = createPlace();
  for (let round = 0; round < 5; round += 1) {
    await claimDaemonPlace(place, fileOf(`dead-${round}`, place), isDead);
    const names = Array.from({ length: 8 }, (_, index) => `${round}-${index}`);
    const claims = await Promise.all(
      names.map((name) =>
        claimDaemonPlace(place, fileOf(name, place), ({ identity }) => !identity.id.startsWith("dead")),
      ),
    );
    const winners = claims.filter((claim) => "claim" in claim);
    expect(winners.length).toBe(1);
    for (const winner of winners) if ("claim" in winner) await winner.claim.release();
  }
});

test("a folder for the socket that others may change is refused", async () => {
  const place = createPlace();
  const folder = join(place.folder, "..", "shared");
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  const shared = { ...place, socket: join(folder, "x.sock") };
  await expect(claimDaemonPlace(shared, fileOf("first", shared), lives)).rejects.toMatchObject({
    code: "MLX8004",
    next: [`\`chmod go-w ${folder}\``],
  });
  const link = join(place.folder, "..", "link");
  chmodSync(folder, 0o700);
  symlinkSync(folder, link);
  const linked = { ...place, socket: join(link, "x.sock") };
  await expect(claimDaemonPlace(linked, fileOf("first", linked), lives)).rejects.toMatchObject({
    code: "MLX8004",
    next: [`remove ${link}`],
  });
  expect(await readDaemonFile(shared)).toBe(undefined);
});
