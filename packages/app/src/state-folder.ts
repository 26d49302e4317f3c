import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readSchema } from "@mlx/config";
import { systemErrorCode } from "@mlx/core";
import { fileNotWritable } from "./errors.ts";

/** The project's own state: store, artifacts, runs, caches. */
export function stateFolderOf(root: string): string {
  return join(root, ".mlx");
}

/**
 * Makes the folder. It ignores itself, so that nobody commits a store by accident, and holds the
 * schema that editors are pointed to. Failure: 8004.
 */
export async function prepareStateFolder(root: string): Promise<void> {
  const folder = stateFolderOf(root);
  try {
    await mkdir(folder, { recursive: true });
    await keep(join(folder, ".gitignore"), "*\n");
    await keep(join(folder, "mlx.schema.json"), await readSchema("editor"));
  } catch (error) {
    throw fileNotWritable(folder, systemErrorCode(error) ?? String(error));
  }
}

async function keep(path: string, text: string): Promise<void> {
  const there = await readFile(path, "utf8").catch(() => undefined);
  if (there !== text) await writeFile(path, text);
}
