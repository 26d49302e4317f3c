import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Last changed a minute ago: caches may rightly distrust a file that changed just before they read it. */
export function writeNewFiles(folder: string, files: ReadonlyMap<string, string>): void {
  const aMinuteAgo = new Date(Date.now() - 60_000);
  const made = new Set<string>();
  for (const [name, text] of files) {
    const path = join(folder, name);
    const parent = dirname(path);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(path, text);
    utimesSync(path, aMinuteAgo, aMinuteAgo);
  }
}

/** Only those that differ, as a person would save them. */
export function saveChangedFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    const path = join(folder, name);
    if (readFileSync(path, "utf8") !== text) writeFileSync(path, text);
  }
}
