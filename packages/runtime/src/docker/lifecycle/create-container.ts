import { digestOfJson, InternalError } from "@mlx/core";
import type Docker from "dockerode";
import { engineCannotGive, engineFailed, jobElsewhere, noSpace, noSuchImage } from "../../errors.ts";
import { checkShell } from "../container/check-shell.ts";
import type { PreparedContainer } from "../container/prepare-container.ts";
import { engineMessage, statusOf } from "../engine/engine-error.ts";
import type { ReadyImage } from "../images/create-images.ts";
import { containerLabels } from "./container-name.ts";
import { inspectContainer } from "./inspect-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { adviseNetwork, missingNetwork } from "./start-failure.ts";

/** Its id, also where it was made before: the engine makes one of a name. Fails: 4012, 4030, 4032, 4037, 4039, 4046. */
export async function createContainer(
  { name }: ContainerJob,
  { options, needsShell }: PreparedContainer,
  image: ReadyImage,
  { engine, clock, onStep }: JobContext,
): Promise<string> {
  const labels = options.Labels ?? {};
  const spec = { [containerLabels.spec]: digestOfJson(options) };
  onStep("create");
  for (let tries = 1; ; tries += 1) {
    try {
      const created = await engine.call((docker) =>
        docker.createContainer({ ...options, Labels: { ...labels, ...spec } }),
      );
      if (needsShell) await checkOrRemove(created, image);
      return created.id;
    } catch (error) {
      if (statusOf(error) !== 409) throw refusal(error, image);
      const existing = await inspectContainer(engine, name);
      if (existing !== undefined) return sameJob(existing, labels, name);
      // The name is taken from the beginning of a creation, or to the end of a removal.
      if (tries === mostTries) throw refusal(error, image);
      await clock.sleep(pauseMilliseconds);
    }
  }
}

const pauseMilliseconds = 20;
const mostTries = 1500;

/** Of one that cannot be started nothing is left. */
async function checkOrRemove(container: Docker.Container, { name }: ReadyImage): Promise<void> {
  try {
    await checkShell(container, name);
  } catch (error) {
    await container.remove({ v: true }).catch(() => {});
    throw error;
  }
}

const identity = [
  containerLabels.installation,
  containerLabels.run,
  containerLabels.attempt,
  containerLabels.task,
];

function sameJob(
  { id, labels }: { readonly id: string; readonly labels: Readonly<Record<string, string>> },
  wanted: Readonly<Record<string, string>>,
  name: string,
): string {
  const folder = labels[containerLabels.folder];
  if (folder !== undefined && folder !== wanted[containerLabels.folder]) throw jobElsewhere(name, folder);
  const differing = identity.filter((label) => labels[label] !== wanted[label]);
  if (differing.length === 0) return id;
  throw new InternalError(`the container ${name} is another one: its labels ${differing.join(", ")} differ`);
}

const noRoom = /no space left on device|disk quota exceeded/i;

/** What a refusal of the engine means: something of the task, or of the engine itself. */
export function refusal(error: unknown, { name }: Pick<ReadyImage, "name">): unknown {
  const status = statusOf(error);
  if (status === undefined) return error;
  const message = engineMessage(error);
  if (noRoom.test(message)) return noSpace("make the task's container", error);
  const network = missingNetwork(message);
  if (network !== undefined)
    return engineCannotGive(`the network ${network}`, `${message}.`, [adviseNetwork(network)]);
  if (status === 404) {
    return noSuchImage(name, `${message}.`, ["run it again: the image is fetched or built anew"], error);
  }
  if (status === 409 || status >= 500) return engineFailed("make the task's container", `${message}.`, error);
  return engineCannotGive("such a container", `${message}.`, [
    "change what the recipe's `container` asks for",
  ]);
}
