/** Files that appear whole or not at all, also across a crash. */
import { randomUUID } from "node:crypto";
import { link, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { systemErrorCode } from "@mlx/core";

/** Writes the file unless there is one of that name: of all that try, exactly one gets `true`. */
export async function writeFileOnce(path: string, text: string): Promise<boolean> {
  const draft = await writeDraft(path, text);
  try {
    return await publishOnce(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Gives a finished file its name unless the name is taken. */
export async function publishOnce(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return false;
    throw error;
  }
  await syncFolder(dirname(path));
  return true;
}

/** Writes the file in place of any other of that name. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = await writeDraft(path, text);
  try {
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function writeDraft(path: string, text: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, "wx");
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return draft;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
