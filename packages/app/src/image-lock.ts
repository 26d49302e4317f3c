import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  canonicalJson,
  type Digest,
  type ImageLock,
  isJsonObject,
  type PinnedImage,
  systemErrorCode,
} from "@mlx/core";
import { fileNotReadable, imageLockDamaged } from "./errors.ts";
import { replaceFile } from "./replace-file.ts";

/** The file's name in the project's folder. */
const name = "mlx.lock";

/**
 * `mlx.lock`: JSON, sorted by name, a group of lines for each image, so that a merge of two branches
 * is a merge of lines. Failures: 8012 the file is damaged · 8010 not readable · 8004 not writable.
 */
export function createImageLock(root: string): ImageLock {
  const path = join(root, name);
  const read = async () => parseLock(await readText(path));
  return {
    read,
    write: async (images) => {
      const written = [...images].sort((a, b) => (a.reference < b.reference ? -1 : 1));
      const before = [...(await read()).values()].map(toEntry);
      if (
        canonicalJson(Object.fromEntries(written.map(toEntry))) === canonicalJson(Object.fromEntries(before))
      )
        return;
      const document = { version: 1, images: Object.fromEntries(written.map(toEntry)) };
      await replaceFile(path, `${JSON.stringify(document, null, 2)}\n`);
    },
  };
}

function toEntry({ reference, digest }: PinnedImage): readonly [string, { readonly digest: Digest }] {
  return [reference, { digest }];
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT") return undefined;
    throw fileNotReadable(path, code ?? String(error));
  }
}

function parseLock(text: string | undefined): ReadonlyMap<string, PinnedImage> {
  if (text === undefined) return new Map();
  const conflict = /^(<{7}|={7}|>{7})( |$)/m.exec(text);
  if (conflict !== null) throw imageLockDamaged(name, lineOf(text, conflict.index), "a merge left its marks");
  const document = parseJson(text);
  if (!isJsonObject(document) || !isJsonObject(document.images))
    throw imageLockDamaged(name, 1, "there is no map `images`");
  if (document.version !== 1)
    throw imageLockDamaged(
      name,
      lineOf(text, text.indexOf('"version"')),
      `its version is ${String(document.version)}, and this mlx reads version 1`,
    );
  return new Map(
    Object.entries(document.images).map(([reference, entry]) => {
      const digest = isJsonObject(entry) ? entry.digest : undefined;
      if (!isDigest(digest))
        throw imageLockDamaged(
          name,
          lineOf(text, text.indexOf(JSON.stringify(reference))),
          `${reference} has no digest, \`sha256:\` and 64 digits`,
        );
      return [reference, { reference, digest, local: false }];
    }),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message : "";
    const [, position] = /at position (\d+)/.exec(why) ?? [];
    const at = position === undefined ? text.length : Number(position);
    throw imageLockDamaged(name, lineOf(text, at), "it is not JSON there");
  }
}

/** From 1; of what is nowhere, the first. */
function lineOf(text: string, index: number): number {
  return text.slice(0, Math.max(0, index)).split("\n").length;
}

function isDigest(value: unknown): value is Digest {
  return typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value);
}
