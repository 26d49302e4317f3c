import { type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";

export interface ServiceList {
  readonly services: readonly engine.ServiceView[];
  /** Somebody lives who fires schedules and answers requests. */
  readonly hasDaemon: boolean;
}

/** The applied services by address, as they stand. */
export function listServices(project: Project): Promise<Result<ServiceList>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    return {
      services: await engine.listServices(adapters),
      hasDaemon: (await engine.findDaemon(adapters)) !== undefined,
    };
  });
}

/** One of them, by its address or its name. Failure: 3063. */
export function showService(
  project: Project,
  { service }: { readonly service: string },
): Promise<Result<engine.ServiceView>> {
  return toResult(async () => engine.showService(service, await project.adapters()));
}
