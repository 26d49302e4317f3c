import { describeDegraded } from "@mlx/core";
import type { ServiceTask, ServiceView } from "./service-view.ts";

/**
 * What is wrong with a service, so that somebody has to look: a run that failed last, a schedule whose times
 * make no runs, replicas that are not healthy. What only waits is none of these.
 */
export function findTroubles(
  view: Omit<ServiceView, "troubles">,
  { hasDaemon }: { readonly hasDaemon: boolean },
): readonly string[] {
  if (!view.spec.enabled) return [];
  return [
    ...troublesOf("training", view.training),
    ...troublesOf("scoring", view.scoring),
    ...(view.spec.serve === undefined || hasDaemon
      ? troublesOfEndpoint(view)
      : ["nothing answers its requests: no daemon runs"]),
  ];
}

function troublesOf(name: "training" | "scoring", task: ServiceTask | undefined): readonly string[] {
  const { lastRun, schedule } = task ?? {};
  const status = lastRun?.run.status;
  const tick = schedule?.lastTick;
  return [
    ...(status?.state === "FAILED"
      ? [`the last ${name} failed (run ${lastRun?.run.id.slice(0, 8)}): ${status.message}`]
      : []),
    ...(tick?.outcome === "FAILED"
      ? [`its ${name} of ${tick.nominal} could not be made: ${tick.message ?? "no reason is known"}`]
      : []),
  ];
}

function troublesOfEndpoint({ spec, endpoint }: Pick<ServiceView, "spec" | "endpoint">): readonly string[] {
  const status = endpoint?.status;
  if (spec.serve === undefined || status === undefined) return [];
  const port =
    endpoint?.portProblem === undefined
      ? []
      : [`${endpoint.portProblem} (MLX8510); it is tried again, and requests go to ${endpoint.url}`];
  if (status.state === "FAILED") return [`nothing answers its requests: ${status.message}`, ...port];
  if (status.state === "DEGRADED") return [`${describeDegraded(status)}: ${status.message}`, ...port];
  return port;
}
