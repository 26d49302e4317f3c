/** What a program may leave beside its model, its outputs and its metrics. */
import { readdir } from "node:fs/promises";
import type { JobOutputs, Json } from "@mlx/core";
import type { TaskFolders } from "../job/job-folder.ts";
import { readRegularFile } from "../job/regular-file.ts";
import { isRealFolder } from "./real-folder.ts";

const longestSignature = 256 * 1024;

export interface Extras extends Pick<JobOutputs, "plotsFolder" | "signature"> {
  readonly warnings: readonly string[];
}

/** What is damaged or too large is passed over with a warning: a model is worth more than its plots. */
export async function collectExtras(folders: TaskFolders): Promise<Extras> {
  const [plots, signature] = [await findPlots(folders), await readSignature(folders)];
  return { ...plots.found, ...signature.found, warnings: [...plots.warnings, ...signature.warnings] };
}

async function findPlots({ root, plots }: TaskFolders) {
  if (!(await isRealFolder(root, plots))) return { warnings: [] };
  const names = await readdir(plots).catch(() => []);
  return { found: names.length === 0 ? {} : { plotsFolder: plots }, warnings: [] };
}

async function readSignature({ root, output, signature }: TaskFolders): Promise<{
  readonly found?: { readonly signature: Json };
  readonly warnings: readonly string[];
}> {
  if (!(await isRealFolder(root, output))) return { warnings: [] };
  const text = await readRegularFile(signature, longestSignature + 1);
  if (text === undefined) return { warnings: [] };
  if (Buffer.byteLength(text) > longestSignature)
    return { warnings: [`signature.json is larger than ${longestSignature} bytes; passed over`] };
  try {
    const parsed: Json = JSON.parse(text);
    return { found: { signature: parsed }, warnings: [] };
  } catch {
    return { warnings: ["signature.json is not JSON; passed over"] };
  }
}
