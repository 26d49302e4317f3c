import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { systemErrorCode } from "@mlx/core";
import { serviceLogs, servingFolder } from "./serving-folder.ts";

/** A line that a replica of a service printed. */
export interface ServiceLogLine {
  /** Id of the replica. */
  readonly replica: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
  readonly stream: string;
  readonly text: string;
}

/** The newest lines of a service's replicas on this machine, oldest first; also of those that have ended. */
export async function readServiceLogs(
  stateFolder: string,
  service: string,
  { most }: { readonly most: number },
): Promise<readonly ServiceLogLine[]> {
  const folder = serviceLogs(servingFolder(stateFolder), service);
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw error;
  });
  const found = await Promise.all(
    names
      .filter((name) => /\.log(\.1)?$/.test(name))
      .map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  found.sort((one, other) => other.at - one.at);
  let lines: ServiceLogLine[] = [];
  for (const { path, at } of found) {
    const oldest = lines.length < most ? undefined : lines[0];
    // All that is in an older file is older still.
    if (oldest !== undefined && at < Date.parse(oldest.at)) break;
    lines = [
      ...lines,
      ...parseLines(await readFile(path, "utf8"), basename(path).replace(/\.log(\.1)?$/, "")),
    ]
      .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
      .slice(-most);
  }
  return lines;
}

function parseLines(text: string, replica: string): readonly ServiceLogLine[] {
  return text.split("\n").flatMap((line) => {
    const [, at, stream, rest] = /^(\S+Z) (\w+) (.*)$/.exec(line) ?? [];
    return at === undefined || stream === undefined ? [] : [{ replica, at, stream, text: rest ?? "" }];
  });
}
