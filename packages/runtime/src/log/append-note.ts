import { appendFile, mkdir } from "node:fs/promises";
import { notesPath } from "./log-reader.ts";
import { formatLogRecord } from "./log-record.ts";

/** Adds a line of mlx's own to a log; any number of processes may do so at once. */
export async function appendNote(folder: string, text: string, at: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  await appendFile(notesPath(folder), formatLogRecord({ at, stream: "execution", text }));
}
