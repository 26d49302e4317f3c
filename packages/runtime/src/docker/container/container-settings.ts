import type { ContainerSettings, TaskSubmission } from "@mlx/core";
import { containerSettings } from "@mlx/core";
import { specifiedLimits } from "../../contract/contract-variables.ts";
import { engineCannotGive } from "../../errors.ts";
import type { EngineInfo } from "../engine/connect-engine.ts";

/** What the task's container is given, as the plan shows it. Fails: 4037, without the runtime asked for. */
export function effectiveSettings(
  submission: Pick<TaskSubmission, "container" | "specification">,
  { runtimes }: Pick<EngineInfo, "runtimes">,
): ContainerSettings {
  const { container = { profile: "strict", pull: "missing" } } = submission;
  const { runtime } = container;
  if (runtime !== undefined && !runtimes.includes(runtime)) {
    throw engineCannotGive(
      `the runtime ${runtime}`,
      `\`container.runtime\` names one that it does not have; it has ${[...runtimes].sort().join(", ")}.`,
      [
        `install ${runtime} and name it in the engine's daemon.json (\`runtimes\`)`,
        "or leave `runtime` out of the recipe's `container`",
      ],
    );
  }
  return containerSettings(container, specifiedLimits(submission));
}
