import fc from "fast-check";
import type { Tree } from "./test-folder.ts";

const names = fc.constantFrom(
  "a",
  "b",
  "model.bin",
  "mit Leer zeichen",
  "ünïcode-✓",
  "x".repeat(80),
  "q'uote\"",
  "$v",
);
const contents = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 64 }) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 255_000, max: 1_200_000 }).map((size) => new Uint8Array(size).fill(size)),
  },
);

/** Files as `writeTree` takes them. Folders end in `.d` and files do not, so that no path is both. */
export const anyTree: fc.Arbitrary<Tree> = fc
  .array(
    fc.record({
      folders: fc.array(names, { maxLength: 3 }),
      name: names,
      executable: fc.boolean(),
      content: contents,
    }),
    { maxLength: 12 },
  )
  .map((files) => {
    const paths = new Set<string>();
    const entries: [string, Uint8Array][] = [];
    for (const { folders, name, executable, content } of files) {
      const path = [...folders.map((folder) => `${folder}.d`), name].join("/");
      if (paths.has(path)) continue;
      paths.add(path);
      entries.push([`${path}${executable ? "*" : ""}`, content]);
    }
    return Object.fromEntries(entries);
  });
