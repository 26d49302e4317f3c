import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What a package says that it needs, as a requirements.txt; `undefined` where there is one, or nothing is said. */
export async function requirementsOf(folder: string, files: readonly string[]): Promise<string | undefined> {
  if (files.includes("requirements.txt")) return undefined;
  const wheel = files.find((path) => /^[^/]+\.dist-info\/METADATA$/.test(path));
  const egg = files.find((path) => path === "EGG-INFO/requires.txt");
  const lines =
    wheel !== undefined
      ? fromMetadata(await readFile(join(folder, wheel), "utf8"))
      : egg === undefined
        ? []
        : fromRequires(await readFile(join(folder, egg), "utf8"));
  return lines.length === 0 ? undefined : `${lines.join("\n")}\n`;
}

/** `Requires-Dist` of a wheel's METADATA; what only an extra needs is left out. */
export function fromMetadata(text: string): readonly string[] {
  const [head = ""] = text.replace(/\r\n/g, "\n").split("\n\n", 1);
  return head.split("\n").flatMap((line) => {
    const [, requirement] = /^Requires-Dist:\s*(.+)$/i.exec(line) ?? [];
    if (requirement === undefined || /;.*\bextra\s*==/.test(requirement)) return [];
    // Old tools wrote `pandas (>=1.0)`.
    return [requirement.trim().replace(/\s*\(([^)]*)\)/, "$1")];
  });
}

/** An egg's requires.txt up to its first section: the others are extras, or hold for some machines only. */
export function fromRequires(text: string): readonly string[] {
  const [head = ""] = text.split(/^\[/m, 1);
  return head
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
