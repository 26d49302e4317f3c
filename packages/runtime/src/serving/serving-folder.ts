import { join } from "node:path";
import { type JobFolder, jobFolder } from "../job/job-folder.ts";

/** Where replicas are kept, below the state folder; all of it but the logs goes with them. */
export interface ServingFolder {
  readonly replicas: string;
  readonly logs: string;
}

export function servingFolder(stateFolder: string): ServingFolder {
  const root = join(stateFolder, "serving");
  return { replicas: join(root, "replicas"), logs: join(root, "logs") };
}

/** A replica's own: laid out as an attempt of a run. */
export function replicaFolder({ replicas }: ServingFolder, id: string): JobFolder & { readonly all: string } {
  return { all: join(replicas, id), ...jobFolder(replicas, { runId: id, attempt: 1 }) };
}

/** The logs of a service's replicas. A name has no character that a file may not have. */
export function serviceLogs({ logs }: ServingFolder, service: string): string {
  return join(logs, service.replaceAll(/[^A-Za-z0-9._[\]-]/g, "_"));
}
