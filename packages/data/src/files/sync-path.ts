import { closeSync, fsync, openSync } from "node:fs";
import { promisify } from "node:util";

const fsyncAsync = promisify(fsync);

/** Returns when the file's content, or the folder's names, are on the disk. */
export async function syncPath(path: string): Promise<void> {
  const file = openSync(path, "r");
  try {
    await fsyncAsync(file);
  } finally {
    closeSync(file);
  }
}
