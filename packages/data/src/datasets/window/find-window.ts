import { statSync } from "node:fs";
import {
  type Clock,
  type DatasetFingerprint,
  type DatasetSpec,
  type Digest,
  digestOfJson,
  systemErrorCode,
} from "@mlx/core";
import { keepsChanging, timestampColumnNotNamed } from "../../errors.ts";
import type { HashCache } from "../../files/hash-cache.ts";
import { modifiedAt } from "../modified-at.ts";
import { cutWindow } from "./cut-window.ts";
import type { TimeRange } from "./timestamp-sql.ts";
import type { CachedWindow, WindowCache } from "./window-cache.ts";

/** Part of each key, so that windows of an earlier way of cutting are not found. */
const formatVersion = 1;
const attempts = 4;

export interface WindowSurroundings {
  readonly windows: WindowCache;
  readonly hashCache: HashCache;
  readonly fingerprint: (spec: DatasetSpec) => Promise<DatasetFingerprint>;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

type Window = DatasetFingerprint & { readonly rows: number };

/**
 * The rows in the range as one file: that of the cache, while it is what it was, or a new one. The file of a
 * dataset that is one file keeps its name, so that programs find it. Failures: those of `cutWindow`, 6005.
 */
export async function findWindow(
  spec: DatasetSpec,
  range: TimeRange,
  { windows, hashCache, fingerprint, clock, signal }: WindowSurroundings,
): Promise<Window> {
  const { timestampColumn, timestampFormat } = spec;
  if (timestampColumn === undefined) throw timestampColumnNotNamed(spec.path);
  for (let attempt = 1; ; attempt += 1) {
    const whole = await fingerprint(spec);
    const name = nameOf(whole, spec);
    const key = digestOfJson({
      version: formatVersion,
      fingerprint: whole.fingerprint,
      format: spec.format,
      column: timestampColumn,
      ...(timestampFormat === undefined ? {} : { timestampFormat }),
      ...range,
      name,
    });
    const found = windows.find(key, name);
    const known = await asItWas(found, hashCache);
    if (known !== undefined) return toWindow(name, known);
    // Only a damaged one: where there was none, another process may have made it meanwhile, and read it.
    if (found !== undefined) windows.remove(key);
    const made = await windows.make(key, name, async (target, spillFolder) => {
      const rows = await cutWindow(
        {
          files: whole.files.map(({ path }) => path),
          format: spec.format,
          column: {
            name: timestampColumn,
            ...(timestampFormat === undefined ? {} : { format: timestampFormat }),
          },
          range,
          target,
          spillFolder,
        },
        signal,
      );
      const { digest } = await hashCache.hash(target, statSync(target, { bigint: true }));
      return { rows, digest };
    });
    // It is the window of that very content only if the content is still there.
    if ((await fingerprint(spec)).fingerprint === whole.fingerprint) return toWindow(name, made);
    windows.remove(key);
    if (attempt === attempts) throw keepsChanging(spec.path);
    await clock.sleep(50 * 2 ** attempt);
  }
}

function nameOf({ files }: DatasetFingerprint, { format }: DatasetSpec): string {
  const [first, ...others] = files;
  return others.length === 0 ? (first?.name.split("/").at(-1) ?? "") : `window.${format}`;
}

async function asItWas(
  window: CachedWindow | undefined,
  hashCache: HashCache,
): Promise<CachedWindow | undefined> {
  if (window === undefined) return undefined;
  try {
    const { digest } = await hashCache.hash(window.path, statSync(window.path, { bigint: true }));
    return digest === window.digest ? window : undefined;
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

function toWindow(name: string, { path, rows, digest }: CachedWindow): Window {
  const stats = statSync(path, { bigint: true });
  const content: readonly [string, Digest][] = [[name, digest]];
  return {
    fingerprint: digestOfJson(content),
    files: [{ name, path, size: Number(stats.size), modifiedAt: modifiedAt(stats) }],
    rows,
  };
}
