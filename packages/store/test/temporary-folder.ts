import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

/** A folder of its own for each test of the suite in which it is called. */
export function temporaryFolder(): { path(...parts: readonly string[]): string } {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "mlx-store-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });
  return { path: (...parts) => join(folder, ...parts) };
}
