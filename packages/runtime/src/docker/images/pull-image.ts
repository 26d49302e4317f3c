import type { Engine } from "../engine/connect-engine.ts";
import { dial } from "../engine/dial.ts";
import { engineMessage, statusOf } from "../engine/engine-error.ts";
import { readAnswerLines } from "../engine/read-answer-lines.ts";
import { explainRegistryFailure } from "./explain-registry-failure.ts";
import type { CredentialOptions } from "./find-credentials.ts";
import { findCredentials } from "./find-credentials.ts";
import type { ImageReference } from "./image-reference.ts";
import { formatImageReference } from "./image-reference.ts";
import type { PullEvent } from "./pull-progress.ts";
import { createPullProgress } from "./pull-progress.ts";

export interface PullOptions extends CredentialOptions {
  readonly engine: Engine;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

/** Fetches an image. Fails: 4012, 4032, 4033, 4034, 4036; rejects with the signal's reason. */
export async function pullImage(reference: ImageReference, options: PullOptions): Promise<void> {
  const { engine, signal, onProgress } = options;
  const image = formatImageReference(reference);
  const { auth, problem } = await findCredentials(reference.registry, options);
  const progress = createPullProgress(reference.name);
  onProgress(`pulling ${reference.name}`);
  try {
    await engine.call(async (docker) => {
      const query =
        reference.digest === undefined
          ? { fromImage: reference.name, tag: reference.tag }
          : { fromImage: image };
      const answer = await dial(docker, {
        method: "POST",
        path: "/images/create?",
        query,
        isStream: true,
        signal,
        ...(auth === undefined ? {} : { credentials: auth }),
      });
      for await (const event of readAnswerLines<PullEvent>(answer, signal)) {
        const message = event.errorDetail?.message ?? event.error;
        if (message !== undefined) throw explainRegistryFailure({ reference, message, problem });
        const line = progress(event);
        if (line !== undefined) onProgress(line);
      }
    });
  } catch (error) {
    signal.throwIfAborted();
    const status = statusOf(error);
    if (status === undefined) throw error;
    throw explainRegistryFailure({ reference, message: engineMessage(error), status, problem, cause: error });
  }
}
