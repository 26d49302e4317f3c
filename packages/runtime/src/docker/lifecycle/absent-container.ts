import type { ExitFacts } from "@mlx/core";
import { timestamp } from "@mlx/core";
import { readStopRequest } from "../../job/job-record.ts";
import type { ContainerRecord } from "./container-record.ts";
import { removedContainer, stoppedBeforeStart } from "./exit-facts.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";

/** The end of a job whose container is not there any more, as its own engine says: see `findContainer`. */
export async function endOfAbsent(
  { folder }: Pick<ContainerJob, "folder">,
  record: ContainerRecord,
  { engine, clock }: Pick<JobContext, "engine" | "clock">,
  startedAt?: string,
): Promise<ExitFacts> {
  const now = timestamp(clock.now());
  const stop = await readStopRequest(folder.stop);
  // A stop that comes before the start removes the container.
  if (stop !== undefined && !stop.timedOut && startedAt === undefined) return stoppedBeforeStart(now);
  const sameEngine = (await engine.mark()) === record.engine;
  return removedContainer(now, {
    how: sameEngine
      ? "its container was removed by somebody else before its end was seen"
      : "the container engine that answers now does not know its container",
    ...(startedAt === undefined ? {} : { startedAt }),
  });
}
