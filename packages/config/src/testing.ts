/** For tests that need a project on disk. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface ProjectFolder {
  readonly root: string;
  /** Writes (again) a file, with its folders. */
  write(path: string, content: string | Uint8Array): void;
  [Symbol.dispose](): void;
}

/** A temporary folder with these files; `using` removes it. */
export function createProjectFolder(files: { readonly [path: string]: string | Uint8Array }): ProjectFolder {
  const root = mkdtempSync(join(tmpdir(), "mlx-config-"));
  const folder: ProjectFolder = {
    root,
    write(path, content) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
  for (const [path, content] of Object.entries(files)) folder.write(path, content);
  return folder;
}
