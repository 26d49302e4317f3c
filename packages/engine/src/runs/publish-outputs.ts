import { join } from "node:path";
import type { Artifact, JobOutputs, Run, RunOutput } from "@mlx/core";
import { channelEmpty, modelMissing } from "../errors.ts";
import type { RunDeps } from "./run-deps.ts";

const limits = { maxFiles: 200_000, maxBytes: 100 * 2 ** 30 };

export interface PublishedOutputs {
  readonly model?: Artifact;
  readonly outputs: readonly RunOutput[];
}

/**
 * Takes over what a program left: the model's files into the artifact store, each output channel
 * there too and as a new batch folder where the user wants it. Repeatable after a crash.
 * Failures: 3017, 3018, and those of the artifact store.
 */
export async function publishOutputs(
  run: Run,
  left: JobOutputs,
  { artifacts, absolute }: Pick<RunDeps, "artifacts" | "absolute">,
): Promise<PublishedOutputs> {
  const outputs: RunOutput[] = [];
  for (const [channel, folder] of Object.entries(run.spec.outputs)) {
    const source = left.outputFolders[channel];
    const artifact = source === undefined ? undefined : await artifacts.publish(source, limits);
    if (artifact === undefined || artifact.files === 0) throw channelEmpty(channel);
    const path = join(absolute(folder), batchName(run));
    await artifacts.deliver(artifact.digest, path);
    outputs.push({ channel, artifact, path });
  }
  if (run.task !== "train") return { outputs };
  const model = await artifacts.publish(left.modelFolder, limits);
  if (model.files > 0) return { model, outputs };
  if (run.spec.requireModel) throw modelMissing();
  return { outputs };
}

/** `20260101T020000Z-1a2b3c4d`: sorts by time, and names the run. */
function batchName({ createdAt, id }: Run): string {
  return `${createdAt.replaceAll(/[-:]|\.\d+/g, "")}-${id.slice(0, 8)}`;
}
