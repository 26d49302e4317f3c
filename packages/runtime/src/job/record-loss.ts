/** The end of a job that nobody has seen. */
import { stat } from "node:fs/promises";
import type { Clock, ExitFacts } from "@mlx/core";
import { timestamp } from "@mlx/core";
import type { JobFolder } from "./job-folder.ts";
import { readJobExit, unlessDamaged } from "./job-record.ts";
import { writeFileOnce } from "./write-file-once.ts";

/** Everybody is told the same end: the one that is recorded, or, where that is damaged, of its time. */
export async function recordLoss(
  folder: JobFolder,
  clock: Clock,
  facts: Pick<ExitFacts, "startedAt" | "lost" | "lostHow">,
): Promise<ExitFacts> {
  const lost = { exitCode: null, signal: null, oomKilled: false, lost: "CONTAINER_LOST" as const, ...facts };
  const exit: ExitFacts = { ...lost, endedAt: timestamp(clock.now()) };
  await writeFileOnce(folder.exit, JSON.stringify({ exit, warnings: [] }));
  const recorded = await unlessDamaged(readJobExit(folder.exit));
  if (recorded === "damaged") return { ...lost, endedAt: await changedAt(folder.exit) };
  return recorded?.exit ?? exit;
}

/** RFC 3339. */
export async function changedAt(path: string): Promise<string> {
  return timestamp((await stat(path)).mtimeMs);
}
