import { join } from "node:path";
import type { Artifact, Attempt, JobOutputs, Json, Run, RunOutput } from "@mlx/core";
import { channelEmpty, modelMissing, outputFolderReplaced } from "../errors.ts";
import type { RunDeps } from "./run-deps.ts";

const limits = { maxFiles: 200_000, maxBytes: 100 * 2 ** 30 };

export interface PublishedOutputs {
  readonly model?: Artifact;
  /** What the model expects and answers, as the program wrote it. */
  readonly signature?: Json;
  readonly outputs: readonly RunOutput[];
}

/**
 * Takes over what a program left: the model's files and each output channel into the artifact store;
 * and once all of it was found good, each channel also as a new batch folder where the user wants it.
 * Repeatable after a crash. Once the signal is aborted nothing more is handed out. Failures: 3017, 3018,
 * 3023, and those of the artifact store.
 */
export async function publishOutputs(
  run: Run,
  attempt: Pick<Attempt, "number">,
  left: JobOutputs,
  { artifacts, absolute }: Pick<RunDeps, "artifacts" | "absolute">,
  signal: AbortSignal,
): Promise<PublishedOutputs> {
  const publish = (folder: string) => {
    if (left.replacedFolders.includes(folder)) throw outputFolderReplaced(folder);
    signal.throwIfAborted();
    return artifacts.publish(folder, limits);
  };
  const outputs: RunOutput[] = [];
  for (const [channel, folder] of Object.entries(run.spec.outputs)) {
    const source = left.outputFolders[channel];
    const artifact = source === undefined ? undefined : await publish(source);
    if (artifact === undefined || artifact.files === 0) throw channelEmpty(channel);
    outputs.push({ channel, artifact, path: join(absolute(folder), batchName(run, attempt)) });
  }
  const model = run.task === "train" ? await publish(left.modelFolder) : undefined;
  if (model?.files === 0 && run.spec.requireModel) throw modelMissing();
  for (const { artifact, path } of outputs) {
    signal.throwIfAborted();
    await artifacts.deliver(artifact.digest, path);
  }
  return {
    outputs,
    ...(model === undefined || model.files === 0 ? {} : { model }),
    ...(left.signature === undefined ? {} : { signature: left.signature }),
  };
}

/** `20260101T020000Z-1a2b3c4d`: sorts by time, and names the run; a later attempt adds its number. */
function batchName({ createdAt, id }: Run, { number }: Pick<Attempt, "number">): string {
  const name = `${createdAt.replaceAll(/[-:]|\.\d+/g, "")}-${id.slice(0, 8)}`;
  return number === 1 ? name : `${name}-${number}`;
}
