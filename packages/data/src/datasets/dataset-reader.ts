import {
  type Clock,
  type DatasetFile,
  type DatasetFingerprint,
  type DatasetReader,
  type DatasetSpec,
  type Digest,
  digestOfJson,
  MlxError,
  systemErrorCode,
} from "@mlx/core";
import { datasetNotReadable } from "../errors.ts";
import type { HashCache } from "../files/hash-cache.ts";
import { findDatasetFiles } from "./find-dataset-files.ts";
import { modifiedAt } from "./modified-at.ts";
import { createProfileCache } from "./profile-cache.ts";
import { profileDataset } from "./profile-dataset.ts";
import { collectWindows } from "./window/collect-windows.ts";
import { findWindow } from "./window/find-window.ts";
import { createWindowCache } from "./window/window-cache.ts";

export interface DatasetReaderOptions {
  readonly clock: Clock;
  /** The project's folder: where relative paths start. */
  readonly root: string;
  readonly hashCache: HashCache;
  /** Absolute; holds one small file per profiled content. */
  readonly profileFolder: string;
  /** Absolute; holds one folder per window. */
  readonly windowFolder: string;
}

/** Reads datasets from the local file system; see the port for its contract. */
export function createDatasetReader({
  root,
  hashCache,
  profileFolder,
  windowFolder,
  clock,
}: DatasetReaderOptions): DatasetReader {
  const profiles = createProfileCache(profileFolder, clock);
  const windows = createWindowCache(windowFolder, clock);

  const fingerprint = async (spec: DatasetSpec): Promise<DatasetFingerprint> => {
    const names: [string, Digest][] = [];
    const files: DatasetFile[] = [];
    for (const { name, path, stats: found } of await findDatasetFiles(root, spec)) {
      const { digest, stats } = await reading(path, () => hashCache.hash(path, found));
      names.push([name, digest]);
      files.push({ name, path, size: Number(stats.size), modifiedAt: modifiedAt(stats) });
    }
    return { fingerprint: digestOfJson(names), files };
  };

  return {
    fingerprint,
    async profile(spec) {
      const before = await fingerprint(spec);
      const known = profiles.read(before.fingerprint, spec.format);
      if (known !== undefined) return known;
      const profile = await profileDataset(
        before.files.map(({ path }) => path),
        spec.format,
        profileFolder,
      );
      // Kept only when it is the profile of that very content.
      const after = await fingerprint(spec);
      if (after.fingerprint === before.fingerprint) profiles.write(before.fingerprint, spec.format, profile);
      return profile;
    },
    window: (spec, { start, end }, signal) =>
      findWindow(
        spec,
        { start: Date.parse(start), end: Date.parse(end) },
        { windows, hashCache, fingerprint, clock, ...(signal === undefined ? {} : { signal }) },
      ),
    collectWindows: (options) => collectWindows({ ...options, folder: windowFolder, clock }),
  };
}

/** What the system says while a file is read becomes 6102. */
async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MlxError || systemErrorCode(error) === undefined) throw error;
    throw datasetNotReadable(path, error);
  }
}
