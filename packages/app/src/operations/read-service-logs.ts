import { nameOf, type Result, toResult } from "@mlx/core";
import { showService } from "@mlx/engine";
import { readServiceLogs as read, type ServiceLogLine } from "@mlx/runtime";
import type { Project } from "../project.ts";
import { stateFolderOf } from "../state-folder.ts";

export interface ServiceLogs {
  /** With its key, without `service/`. */
  readonly service: string;
  /** Oldest first. */
  readonly lines: readonly ServiceLogLine[];
}

/** What the replicas of a service printed on this machine. Failures: those of `showService`. */
export function readServiceLogs(
  project: Project,
  { service, tail }: { readonly service: string; readonly tail: number },
): Promise<Result<ServiceLogs>> {
  return toResult(async () => {
    const view = await showService(service, await project.adapters());
    const name = nameOf(view.service);
    return { service: name, lines: await read(stateFolderOf(project.root), name, { most: tail }) };
  });
}
