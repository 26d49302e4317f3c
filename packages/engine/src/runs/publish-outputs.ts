import { join } from "node:path";
import type { Artifact, Attempt, JobOutputs, Run, RunOutput, StepResult } from "@mlx/core";
import { channelEmpty, modelMissing, outputFolderReplaced } from "../errors.ts";
import type { RunDeps } from "./run-deps.ts";

const limits = { maxFiles: 200_000, maxBytes: 100 * 2 ** 30 };
const plotLimits = { maxFiles: 1000, maxBytes: 256 * 2 ** 20 };

/**
 * Takes over what a program left into the artifact store: the model's files, each of `channels`, and its
 * plots. Repeatable after a crash; hands nothing out. Ends with the signal's reason once that is aborted.
 * Failures: 3017, 3018, 3023, and those of the artifact store.
 */
export async function publishOutputs(
  { task, spec }: Pick<Run, "task" | "spec">,
  channels: readonly string[],
  left: JobOutputs,
  { artifacts }: Pick<RunDeps, "artifacts">,
  signal: AbortSignal,
): Promise<StepResult> {
  const publish = (folder: string, most = limits) => {
    if (left.replacedFolders.includes(folder)) throw outputFolderReplaced(folder);
    signal.throwIfAborted();
    return artifacts.publish(folder, most);
  };
  const outputs: Record<string, Artifact> = {};
  for (const channel of channels) {
    const source = left.outputFolders[channel];
    const artifact = source === undefined ? undefined : await publish(source);
    if (artifact === undefined || artifact.files === 0) throw channelEmpty(channel);
    outputs[channel] = artifact;
  }
  const model = task === "train" ? await publish(left.modelFolder) : undefined;
  if (model?.files === 0 && spec.requireModel) throw modelMissing();
  const plots = left.plotsFolder === undefined ? undefined : await publish(left.plotsFolder, plotLimits);
  return {
    outputs,
    ...(model === undefined || model.files === 0 ? {} : { model }),
    ...(left.signature === undefined || task !== "train" ? {} : { signature: left.signature }),
    ...(plots === undefined || plots.files === 0 ? {} : { plots }),
  };
}

/**
 * Hands the outputs that the user wants in a folder out as new batches there. Repeatable; once the signal is
 * aborted nothing more is handed out. Failures: those of the artifact store.
 */
export async function deliverOutputs(
  run: Pick<Run, "id" | "createdAt" | "spec">,
  { number }: Pick<Attempt, "number">,
  { outputs }: Pick<StepResult, "outputs">,
  { artifacts, absolute }: Pick<RunDeps, "artifacts" | "absolute">,
  signal: AbortSignal,
): Promise<readonly RunOutput[]> {
  const delivered = Object.entries(run.spec.outputs).flatMap(([channel, folder]): readonly RunOutput[] => {
    const artifact = outputs[channel];
    const path = join(absolute(folder), batchName(run, number));
    return artifact === undefined ? [] : [{ channel, artifact, path }];
  });
  for (const { artifact, path } of delivered) {
    signal.throwIfAborted();
    await artifacts.deliver(artifact.digest, path);
  }
  return delivered;
}

/** `20260101T020000Z-1a2b3c4d`: sorts by time, and names the run; a later attempt adds its number. */
function batchName({ createdAt, id }: Pick<Run, "id" | "createdAt">, attempt: number): string {
  const name = `${createdAt.replaceAll(/[-:]|\.\d+/g, "")}-${id.slice(0, 8)}`;
  return attempt === 1 ? name : `${name}-${attempt}`;
}
