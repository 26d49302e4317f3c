import { appendFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "@mlx/core";
import { createFakeClock } from "@mlx/core/testing";
import { expect, test } from "vitest";
import { makeTestFolder } from "../testing/test-folder.ts";
import { readUnchanged } from "./read-unchanged.ts";

const sizes = { small: 1000, large: 1_500_000 };

for (const [what, size] of Object.entries(sizes)) {
  test(`a ${what} file that changes while it is read is read again`, async () => {
    const path = join(makeTestFolder(), "file");
    const content = Buffer.alloc(size, "x");
    writeFileSync(path, content);
    let read: Buffer[] = [];
    let readings = 0;
    const { digest, stats } = await readUnchanged(path, createFakeClock(), {
      restart: () => {
        readings += 1;
        read = [];
      },
      write: (chunk) => {
        read.push(Buffer.from(chunk));
        if (readings === 1) appendFileSync(path, "more");
        if (readings === 2) truncateSync(path, size - 1);
      },
    });
    const last = content.subarray(0, size - 1);
    expect(digest).toBe(digestOf(last));
    expect(Buffer.concat(read).equals(last)).toBe(true);
    expect(Number(stats.size)).toBe(size - 1);
    expect(readings).toBe(3);
  });

  test(`a ${what} file that never stops changing is 6005`, async () => {
    const path = join(makeTestFolder(), "file");
    writeFileSync(path, Buffer.alloc(size));
    const reading = readUnchanged(path, createFakeClock(), {
      restart: () => {},
      write: () => appendFileSync(path, "more"),
    });
    await expect(reading).rejects.toMatchObject({ code: "MLX6005", summary: expect.stringContaining(path) });
  });
}

test("a file that disappears is the system's error, for the caller to name", async () => {
  const path = join(makeTestFolder(), "file");
  writeFileSync(path, "x");
  rmSync(path);
  await expect(readUnchanged(path, createFakeClock())).rejects.toMatchObject({ code: "ENOENT" });
});
