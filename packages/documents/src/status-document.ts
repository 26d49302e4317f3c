import type { StatusReport } from "@mlx/app";
import { describeModel } from "./model-document.ts";
import { describeRun } from "./run-document.ts";
import { describeService } from "./service-document.ts";

/** How the store and what is around it stand. */
export function describeStatus({
  models,
  services,
  runs,
  environment,
  lastApply,
  daemons,
  ...rest
}: StatusReport) {
  return {
    kind: "status",
    ...rest,
    daemons: daemons.map(({ record: { identity, ...record }, state, here }) => ({
      ...record,
      pid: identity.pid,
      host: identity.host,
      state,
      here,
    })),
    environment: environment ?? null,
    lastApply: lastApply ?? null,
    models: models.map(describeModel),
    services: services.map(describeService),
    runs: {
      unfinished: runs.unfinished.map(describeRun),
      unfinishedTotal: runs.unfinishedTotal,
      recent: runs.recent.map(describeRun),
    },
  };
}
