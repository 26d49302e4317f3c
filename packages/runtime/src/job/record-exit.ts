/** How a job's end gets on disk: once, and also when the disk is full. */
import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import type { Clock } from "@mlx/core";
import { systemErrorCode } from "@mlx/core";
import type { JobExit } from "./job-record.ts";
import { publishOnce } from "./write-file-once.ts";

export interface ExitRecorder {
  /** Tries until it succeeds. Where an end is recorded already, that one stays. */
  record(exit: JobExit): Promise<void>;
  /** Gives the space back, where there is nothing to record. */
  discard(): Promise<void>;
}

const reservedBytes = 16 * 1024;
const retryMilliseconds = 1000;

/** Takes the space that the record will need now, while there is some. */
export async function reserveExit(path: string, clock: Clock): Promise<ExitRecorder> {
  const draft = `${path}.${randomUUID()}`;
  await write(draft, "").catch(() => {});

  async function record(exit: JobExit): Promise<void> {
    for (;;) {
      try {
        await write(draft, JSON.stringify(exit));
        await publishOnce(draft, path);
        await rm(draft, { force: true });
        return;
      } catch (error) {
        const code = systemErrorCode(error);
        if (code === "ENOENT") return;
        if (code !== "ENOSPC" && code !== "EDQUOT" && code !== "EIO") throw error;
        await clock.sleep(retryMilliseconds);
      }
    }
  }

  return { record, discard: () => rm(draft, { force: true }) };
}

/** In place, so that no new space is needed; white space behind JSON means nothing. */
async function write(path: string, text: string): Promise<void> {
  const file = await open(path, "a+").then(async (made) => {
    await made.close();
    return open(path, "r+");
  });
  try {
    await file.write(Buffer.from(text.padEnd(reservedBytes)), 0, undefined, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}
