import { lstat, mkdir, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { isJsonObject, MlxError, systemErrorCode, type WorkerIdentity } from "@mlx/core";
import { fileNotReadable, fileNotWritable } from "../errors.ts";
import { oneAtATime } from "../one-at-a-time.ts";
import { replaceFile } from "../replace-file.ts";
import type { DaemonPlace } from "./daemon-place.ts";

/** Who the daemon of a place is. */
export interface DaemonFile {
  readonly identity: WorkerIdentity;
  readonly namespace: string;
  readonly startedAt: string;
  readonly socket: string;
  /** Where it answers over HTTP; absent while it starts. */
  readonly url?: string;
}

export interface DaemonClaim {
  /** Tells the others more of it. */
  update(changes: Pick<DaemonFile, "url">): Promise<void>;
  /** Takes its own file and socket away; those of a successor stay. */
  release(): Promise<void>;
}

/**
 * Takes a place for this process, or says who has it. The file of a daemon that is dead is replaced;
 * of several that start at once only one gets the place. Failures: 8004, 8010.
 */
export async function claimDaemonPlace(
  place: DaemonPlace,
  file: DaemonFile,
  mayLive: (holder: DaemonFile) => boolean,
): Promise<{ readonly claim: DaemonClaim } | { readonly holder: DaemonFile }> {
  return tellUnwritable(place, () =>
    oneAtATime(place.file, async () => {
      const holder = await readDaemonFile(place);
      if (holder !== undefined && mayLive(holder)) return { holder };
      await makeOwnFolder(dirname(place.socket));
      await rm(place.socket, { force: true });
      await replaceFile(place.file, print(file));
      return { claim: createClaim(place, file) };
    }),
  );
}

/** `undefined` where there is none, or one that is cut off. Failure: 8010. */
export async function readDaemonFile({ file }: Pick<DaemonPlace, "file">): Promise<DaemonFile | undefined> {
  try {
    return parse(await readFile(file, "utf8"));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT") return undefined;
    throw fileNotReadable(file, code ?? String(error));
  }
}

function createClaim(place: DaemonPlace, file: DaemonFile): DaemonClaim {
  return {
    update: (changes) => replaceFile(place.file, print({ ...file, ...changes })),
    release: () =>
      tellUnwritable(place, () =>
        oneAtATime(place.file, async () => {
          const now = await readDaemonFile(place);
          if (now?.identity.id !== file.identity.id) return;
          await rm(place.socket, { force: true });
          await rm(place.file, { force: true });
        }),
      ),
  };
}

/**
 * One that another user has made in the temporary folder, or a link of that user's, would let that one answer
 * in the daemon's place.
 */
async function makeOwnFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const refuse = (why: string, next: string) => fileNotWritable(folder, why, [next]);
  if (!found.isDirectory())
    throw refuse("it is a link, and the daemon's socket lies in a folder of its own", `remove ${folder}`);
  if (process.getuid !== undefined && found.uid !== process.getuid())
    throw refuse(
      "it belongs to another user, who could answer in the daemon's place",
      "`TMPDIR=DIR mlx up` takes another folder for temporary files",
    );
  if ((found.mode & 0o022) !== 0)
    throw refuse(
      "others than its owner could answer there in the daemon's place",
      `\`chmod go-w ${folder}\``,
    );
}

async function tellUnwritable<T>({ file }: DaemonPlace, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined || error instanceof MlxError) throw error;
    throw fileNotWritable(file, code);
  }
}

function print(file: DaemonFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

function parse(text: string): DaemonFile | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value) || !isJsonObject(value.identity)) return undefined;
  const { id, host, bootId, pid } = value.identity;
  const { namespace, startedAt, socket, url } = value;
  if (typeof id !== "string" || typeof host !== "string" || typeof bootId !== "string") return undefined;
  if (typeof pid !== "number" || typeof namespace !== "string") return undefined;
  if (typeof startedAt !== "string" || typeof socket !== "string") return undefined;
  return {
    identity: { id, host, bootId, pid },
    namespace,
    startedAt,
    socket,
    ...(typeof url === "string" ? { url } : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
