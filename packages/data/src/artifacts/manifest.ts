import {
  canonicalJson,
  type Digest,
  digestOf,
  isJsonObject,
  type Json,
  type Manifest,
  type ManifestEntry,
} from "@mlx/core";

/** The manifest with its canonical text; the same entries give the same text in whatever order they come. */
export function makeManifest(entries: readonly ManifestEntry[]): {
  readonly manifest: Manifest;
  readonly text: string;
  readonly digest: Digest;
} {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest: Manifest = { version: 1, entries: sorted };
  const text = canonicalJson(manifest);
  return { manifest, text, digest: digestOf(text) };
}

/** `undefined` when the text is not that of a manifest. */
export function parseManifest(text: string): Manifest | undefined {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value) || value.version !== 1 || !Array.isArray(value.entries)) return undefined;
  const entries: ManifestEntry[] = [];
  for (const item of value.entries) {
    const entry = parseEntry(item);
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  return { version: 1, entries };
}

function parseEntry(value: Json): ManifestEntry | undefined {
  if (!isJsonObject(value)) return undefined;
  const { path, size, executable, digest } = value;
  if (typeof path !== "string" || typeof size !== "number" || typeof executable !== "boolean")
    return undefined;
  if (typeof digest !== "string" || !/^sha256:[0-9a-f]{64}$/.test(digest)) return undefined;
  if (path.split("/").some((part) => part === "" || part === "." || part === "..")) return undefined;
  return { path, size, executable, digest: `sha256:${digest.slice("sha256:".length)}` };
}
