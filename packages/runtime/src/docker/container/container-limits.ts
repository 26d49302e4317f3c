import type { TaskSubmission } from "@mlx/core";
import { defaultContainerMemory } from "@mlx/core";
import { positive, specifiedLimits } from "../../contract/contract-variables.ts";
import { engineCannotGive } from "../../errors.ts";
import type { EngineInfo } from "../engine/connect-engine.ts";

/** What a container may use. */
export interface ContainerLimits {
  /** Absent: all that there are. */
  readonly cpus?: number;
  readonly memoryInMB: number;
  readonly gpus: number;
}

const leastMemoryInMB = 6;
const leastCpus = 0.01;

/** Fails: 4037, where the engine has less than is asked for, or cannot give so little. */
export function containerLimits(
  submission: Pick<TaskSubmission, "specification">,
  engine: Pick<EngineInfo, "cpus" | "memoryInMB">,
): ContainerLimits {
  const { cpus, memoryInMB = defaultContainerMemory(engine.memoryInMB) } = specifiedLimits(submission);
  const gpus = positive(submission.specification?.gpus) ?? 0;
  if (cpus !== undefined && (cpus > engine.cpus || cpus < leastCpus)) {
    throw engineCannotGive(
      `${cpus} cpus`,
      `The task's specification asks for them; the engine can give ${leastCpus} to ${engine.cpus}.`,
      [`write \`cpus: ${engine.cpus}\` or less into the specification`],
    );
  }
  if (memoryInMB > engine.memoryInMB || memoryInMB < leastMemoryInMB) {
    throw engineCannotGive(
      `${memoryInMB} MiB of memory`,
      `The task's specification asks for it; the engine can give ${leastMemoryInMB} to ${engine.memoryInMB} MiB.`,
      [`write \`memoryInMB: ${engine.memoryInMB}\` or less into the specification`],
    );
  }
  return { ...(cpus === undefined ? {} : { cpus }), memoryInMB, gpus };
}
