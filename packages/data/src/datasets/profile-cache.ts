import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Clock,
  type DatasetFormat,
  type DatasetProfile,
  type Digest,
  isJsonObject,
  type Json,
} from "@mlx/core";
import { removeLeftovers } from "../artifacts/remove-leftovers.ts";
import { replaceFile } from "../files/replace-file.ts";

/** Part of each name, so that profiles of an earlier way of reading are not found. */
const formatVersion = 1;
const keepMilliseconds = 180 * 24 * 60 * 60 * 1000;

export interface ProfileCache {
  read(fingerprint: Digest, format: DatasetFormat): DatasetProfile | undefined;
  /** Never fails: a profile that cannot be kept is made again. */
  write(fingerprint: Digest, format: DatasetFormat, profile: DatasetProfile): void;
}

/** Profiles by the content they describe, one JSON file each; a damaged one counts as absent, an old one goes. */
export function createProfileCache(folder: string, clock: Clock): ProfileCache {
  const fileOf = (fingerprint: Digest, format: DatasetFormat) =>
    join(folder, `${fingerprint.slice("sha256:".length)}-${format}-v${formatVersion}.json`);
  return {
    read(fingerprint, format) {
      try {
        return parseProfile(JSON.parse(readFileSync(fileOf(fingerprint, format), "utf8")));
      } catch {
        return undefined;
      }
    },
    write(fingerprint, format, profile) {
      replaceFile(fileOf(fingerprint, format), JSON.stringify(profile));
      removeLeftovers(folder, clock.now() - keepMilliseconds, () => true);
    },
  };
}

function parseProfile(value: Json): DatasetProfile | undefined {
  if (!isJsonObject(value) || typeof value.rows !== "number" || !Array.isArray(value.columns))
    return undefined;
  const columns: { name: string; type: string }[] = [];
  for (const column of value.columns) {
    if (!isJsonObject(column)) return undefined;
    const { name, type } = column;
    if (typeof name !== "string" || typeof type !== "string") return undefined;
    columns.push({ name, type });
  }
  return { rows: value.rows, columns };
}
