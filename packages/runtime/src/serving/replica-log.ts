/** What replicas print: one file each, bounded, without secrets. */
import { createWriteStream, renameSync, type WriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { type Clock, timestamp } from "@mlx/core";
import { createRedactor } from "../log/redactor.ts";

export interface ReplicaLog {
  /** Absolute. */
  readonly path: string;
  write(stream: "stdout" | "stderr", data: Buffer): void;
  /** The last lines. */
  lastWords(): readonly string[];
  close(): Promise<void>;
}

/** A log that is larger becomes its `.1`, and the one before it goes. */
const largest = 5 * 1024 * 1024;
/** More that the disk has not taken yet is left out, rather than held in memory. */
const mostHeld = 1024 * 1024;
const longestLine = 64 * 1024;
const keptWords = 10;
/** Of each service, the newest. */
const keptLogs = 20;

export async function openReplicaLog(
  folder: string,
  {
    id,
    secrets,
    clock,
  }: { readonly id: string; readonly secrets: readonly string[]; readonly clock: Pick<Clock, "now"> },
): Promise<ReplicaLog> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeOld(folder);
  const path = join(folder, `${id}.log`);
  let output = openOutput(path);
  let size = 0;
  let leftOut = 0;
  const words: string[] = [];

  function put(stream: string, line: string): void {
    words.push(line);
    if (words.length > keptWords) words.shift();
    if (output.writableLength > mostHeld) {
      leftOut += line.length;
      return;
    }
    const note = leftOut === 0 ? "" : `${timestamp(clock.now())} mlx ${leftOut} bytes were left out\n`;
    leftOut = 0;
    const text = `${note}${timestamp(clock.now())} ${stream} ${line}\n`;
    size += Buffer.byteLength(text);
    output.write(text);
    if (size <= largest) return;
    // What is still on its way goes to the file that it was opened as.
    renameSync(path, `${path}.1`);
    output.end();
    output = openOutput(path);
    size = 0;
  }

  const lines = { stdout: createLines("stdout"), stderr: createLines("stderr") };

  function createLines(stream: string) {
    const redactor = createRedactor(secrets);
    const decoder = new StringDecoder("utf8");
    let rest = "";
    const take = (text: string) => {
      const [last = "", ...whole] = (rest + text).split("\n").reverse();
      for (const line of whole.reverse()) put(stream, line.replace(/\r$/, ""));
      rest = last;
      if (rest.length > longestLine) {
        put(stream, rest);
        rest = "";
      }
    };
    return {
      push: (data: Buffer) => take(decoder.write(redactor.push(data))),
      end: () => {
        take(decoder.write(redactor.end()) + decoder.end());
        if (rest !== "") put(stream, rest);
        rest = "";
      },
    };
  }

  return {
    path,
    write: (stream, data) => lines[stream].push(data),
    lastWords: () => [...words],
    close: async () => {
      lines.stdout.end();
      lines.stderr.end();
      await new Promise<void>((resolve) => output.end(() => resolve()));
    },
  };
}

function openOutput(path: string): WriteStream {
  // A disk that is full costs lines, and nothing else.
  return createWriteStream(path, { flags: "a", mode: 0o600 }).on("error", () => {});
}

async function removeOld(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".log"));
  if (names.length < keptLogs) return;
  const found = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  found.sort((one, other) => other.at - one.at);
  for (const { name } of found.slice(keptLogs - 1)) {
    await rm(join(folder, name), { force: true });
    await rm(join(folder, `${name}.1`), { force: true });
  }
}
