import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/** What is done so takes milliseconds; whoever has the lock for longer than this has died over it. */
const stale = 10_000;

/** Of several processes that want to change a file, which need not be there, one does at a time. */
export async function oneAtATime<T>(file: string, use: () => Promise<T>): Promise<T> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // It patches the file system when it is loaded.
  const { default: lockfile } = await import("proper-lockfile");
  const release = await lockfile.lock(file, {
    stale,
    onCompromised: () => {},
    realpath: false,
    retries: { retries: 400, factor: 1, minTimeout: 50, maxTimeout: 50 },
  });
  try {
    return await use();
  } finally {
    await release();
  }
}
