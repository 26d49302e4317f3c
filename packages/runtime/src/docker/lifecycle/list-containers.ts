import type { Engine } from "../engine/connect-engine.ts";
import { containerLabels } from "./container-name.ts";

/** A container of an attempt, by its labels. */
export interface ListedContainer {
  readonly name: string;
  readonly installation: string | undefined;
  /** Id of the run. */
  readonly run: string;
  readonly attempt: number | undefined;
  /** As the engine calls it: `created`, `running`, `paused`, `exited`, … */
  readonly state: string;
}

/** Those of every mlx that uses the engine, in any state, sorted by name. Fails: 4030, 4031. */
export async function listContainers(engine: Engine): Promise<readonly ListedContainer[]> {
  const filters = { label: [containerLabels.run] };
  const found = await engine.call((docker) => docker.listContainers({ all: true, filters }));
  return found
    .map(({ Id, Names, Labels, State }) => {
      const attempt = Number(Labels[containerLabels.attempt]);
      return {
        name: Names[0]?.replace(/^\//, "") ?? Id,
        installation: Labels[containerLabels.installation],
        run: Labels[containerLabels.run] ?? "",
        attempt: Number.isInteger(attempt) ? attempt : undefined,
        state: State,
      };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
