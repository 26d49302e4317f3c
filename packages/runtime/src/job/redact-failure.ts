import { rm, writeFile } from "node:fs/promises";
import { createRedactor } from "../log/redactor.ts";
import type { JobFolder } from "./job-folder.ts";
import { taskFolders } from "./job-folder.ts";
import { readRegularFile } from "./regular-file.ts";

const longestFailure = 64 * 1024;

/** The program may have put a secret into the text about its failure, which is shown. */
export async function redactFailure(folder: JobFolder, secrets: readonly string[]): Promise<void> {
  const path = taskFolders(folder.ml).failure;
  const text = await readRegularFile(path, longestFailure).catch(() => undefined);
  if (text === undefined) return;
  const redactor = createRedactor(secrets);
  const clean = `${redactor.push(Buffer.from(text))}${redactor.end()}`;
  if (clean === text) return;
  // It may belong to another user, and then only be replaced.
  await writeFile(path, clean)
    .catch(async () => {
      await rm(path, { force: true });
      await writeFile(path, clean, { flag: "wx" });
    })
    .catch(() => {});
}
