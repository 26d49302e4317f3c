import { open, readdir } from "node:fs/promises";
import type { JobOutputs } from "@mlx/core";
import { systemErrorCode } from "@mlx/core";
import type { JobFolder } from "../job/job-folder.ts";
import { chunkPath, listChunks } from "../log/log-chunks.ts";
import { parseLogRecord } from "../log/log-record.ts";
import { explainSparkFailure } from "./explain-spark-failure.ts";

/**
 * What an ended job left, with what Spark has to do with it: the folder of its event log, and its error
 * in place of Java's last lines. Of a job without Spark nothing is changed.
 */
export async function addSparkOutputs(folder: JobFolder, outputs: JobOutputs): Promise<JobOutputs> {
  const events = await readdir(folder.sparkEvents).catch((error: unknown) => {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (events === undefined) return outputs;
  const { stdout, stderr } = await readTail(folder.logs);
  const failure = explainSparkFailure(stdout, stderr);
  return {
    ...outputs,
    ...(failure === undefined
      ? {}
      : {
          stderrTail: failure.lines.length > 0 ? failure.lines : outputs.stderrTail,
          hints: [...outputs.hints, ...failure.hints],
        }),
    ...(events.length === 0 ? {} : { eventLog: folder.sparkEvents }),
  };
}

const tailBytes = 2 * 1024 * 1024;
const longestLine = 2000;

/** The last lines of the program, through a bounded part of the log. */
async function readTail(
  folder: string,
): Promise<{ readonly stdout: readonly string[]; readonly stderr: readonly string[] }> {
  const texts: string[] = [];
  let left = tailBytes;
  for (const start of [...(await listChunks(folder))].reverse()) {
    const text = await readEnd(chunkPath(folder, start), left);
    texts.unshift(text);
    left -= text.length;
    if (left <= 0) break;
  }
  const lines = texts.join("").split("\n").map(parseLogRecord);
  const of = (stream: string) =>
    lines.flatMap((line) => (line?.stream === stream ? [line.text.slice(0, longestLine)] : []));
  return { stdout: of("stdout"), stderr: of("stderr") };
}

async function readEnd(path: string, bytes: number): Promise<string> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const length = Math.min(size, bytes);
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, size - length);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
