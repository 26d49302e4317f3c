/** `replica.json`: written before a replica is started, so that whoever comes after a crash knows whose it was. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { systemErrorCode } from "@mlx/core";
import { identifySelf, isAlive, type ProcessIdentity } from "../job/process-identity.ts";
import { replaceFile } from "../job/write-file-once.ts";

export interface ReplicaRecord {
  readonly version: 1;
  readonly id: string;
  readonly host: "process" | "docker";
  readonly service: string;
  /** The daemon. */
  readonly owner: ProcessIdentity;
  /** The program, once it runs: the leader of its process group. */
  readonly program?: ProcessIdentity;
}

const file = "replica.json";

export async function writeReplicaRecord(
  folder: string,
  record: Omit<ReplicaRecord, "version" | "owner">,
): Promise<void> {
  const whole: ReplicaRecord = { version: 1, owner: identifySelf(), ...record };
  await replaceFile(join(folder, file), JSON.stringify(whole));
}

/** Folders of replicas whose daemon is gone; one without a readable record is nobody's. */
export async function orphanedReplicas(
  replicas: string,
  host: ReplicaRecord["host"],
): Promise<readonly { readonly id: string; readonly program?: ProcessIdentity }[]> {
  const orphans: { id: string; program?: ProcessIdentity }[] = [];
  for (const id of await readdir(replicas).catch(noneYet)) {
    const record = await readRecord(join(replicas, id, file));
    if (record === undefined || record.host !== host || isAlive(record.owner)) continue;
    orphans.push({ id, ...(record.program && { program: record.program }) });
  }
  return orphans;
}

function noneYet(error: unknown): string[] {
  if (systemErrorCode(error) === "ENOENT") return [];
  throw error;
}

async function readRecord(path: string): Promise<ReplicaRecord | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(path, "utf8"));
    return isRecord(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is ReplicaRecord {
  if (typeof value !== "object" || value === null || !("version" in value) || value.version !== 1)
    return false;
  return "owner" in value && typeof value.owner === "object" && "host" in value && "id" in value;
}
