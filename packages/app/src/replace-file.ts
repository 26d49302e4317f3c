import { randomUUID } from "node:crypto";
import { chmod, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { systemErrorCode } from "@mlx/core";
import { fileNotWritable } from "./errors.ts";

/**
 * Puts a text in a file's place as a whole: a reader sees the old one or the new one. A symbolic link
 * stays, and what it leads to is replaced; the mode stays, and is `mode` for a new one. What is not a file, such as a pipe, is
 * written to. Failure: 8004, and the old text stands.
 */
export async function replaceFile(path: string, text: string, mode?: number): Promise<void> {
  try {
    const target = await realpath(path).catch(takeAsAbsent);
    const there = target === undefined ? undefined : await stat(target);
    if (there !== undefined && !there.isFile()) return await writeFile(path, text);
    await write(target ?? path, text, there?.mode ?? mode);
  } catch (error) {
    const code = systemErrorCode(error) ?? String(error);
    throw code === "ENOENT"
      ? fileNotWritable(path, "its folder is not there", [`make ${dirname(path)} first`])
      : fileNotWritable(path, code);
  }
}

function takeAsAbsent(error: unknown): undefined {
  if (systemErrorCode(error) !== "ENOENT") throw error;
}

async function write(path: string, text: string, mode: number | undefined): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeFile(temporary, text, { flag: "wx" });
    if (mode !== undefined) await chmod(temporary, mode & 0o7777);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
