import { join } from "node:path";
import {
  type Artifact,
  type Attempt,
  type JobOutputs,
  MlxError,
  type Run,
  type RunOutput,
  type StepResult,
} from "@mlx/core";
import { channelEmpty, modelMissing, outputFolderReplaced } from "../errors.ts";
import type { RunDeps } from "../run-deps.ts";

const limits = { maxFiles: 200_000, maxBytes: 100 * 2 ** 30 };
const plotLimits = { maxFiles: 1000, maxBytes: 256 * 2 ** 20 };

export interface PublishedOutputs {
  readonly result: StepResult;
  readonly warnings: readonly string[];
}

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
): Promise<PublishedOutputs> {
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
  const plots = await publishPlots(left, (folder) => publish(folder, plotLimits));
  const result = {
    outputs,
    ...(model === undefined || model.files === 0 ? {} : { model }),
    ...(left.signature === undefined || task !== "train" ? {} : { signature: left.signature }),
    ...(plots.artifact === undefined || plots.artifact.files === 0 ? {} : { plots: plots.artifact }),
  };
  return { result, warnings: plots.warnings };
}

/** Plots that cannot be taken over are no reason to lose a model. */
async function publishPlots(
  { plotsFolder }: JobOutputs,
  publish: (folder: string) => Promise<Artifact>,
): Promise<{ readonly artifact?: Artifact; readonly warnings: readonly string[] }> {
  if (plotsFolder === undefined) return { warnings: [] };
  try {
    return { artifact: await publish(plotsFolder), warnings: [] };
  } catch (error) {
    if (!(error instanceof MlxError) || error.code !== "MLX6002") throw error;
    return { warnings: [`its plots are not kept: ${error.summary}`] };
  }
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
