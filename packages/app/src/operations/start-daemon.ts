import { type Result, toResult } from "@mlx/core";
import { type Daemon, type DaemonRequest, openDaemon } from "../daemon/open-daemon.ts";
import type { Project } from "../project.ts";

/**
 * Starts the daemon of the project and environment in this process; it takes its settings from the files
 * and everything else from what was applied. Failures: 8002, 8015, 8004, and those of `serve`.
 */
export function startDaemon(project: Project, request: DaemonRequest): Promise<Result<Daemon>> {
  return toResult(() => openDaemon(project, request));
}
