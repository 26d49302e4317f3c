import type { Digest, PinnedImage, PullPolicy } from "@mlx/core";
import { isJsonObject } from "@mlx/core";
import { noSuchImage } from "../../errors.ts";
import type { DockerSettings } from "../docker-settings.ts";
import type { Engine } from "../engine/connect-engine.ts";
import { dial } from "../engine/dial.ts";
import { engineMessage, statusOf } from "../engine/engine-error.ts";
import { checkRegistry } from "./check-registry.ts";
import { explainRegistryFailure } from "./explain-registry-failure.ts";
import type { CredentialOptions } from "./find-credentials.ts";
import { findCredentials } from "./find-credentials.ts";
import type { ImageReference } from "./image-reference.ts";
import { formatImageReference, parseImageReference } from "./image-reference.ts";
import type { FoundImage } from "./inspect-image.ts";
import { inspectImage } from "./inspect-image.ts";

export interface ResolveOptions extends CredentialOptions {
  readonly engine: Engine;
  readonly settings: Pick<DockerSettings, "registries">;
  readonly signal?: AbortSignal;
}

/** As `ImageResolver.resolve`; also 4038. Rejects with the signal's reason. */
export async function resolveImage(
  written: string,
  pull: PullPolicy,
  options: ResolveOptions,
): Promise<PinnedImage> {
  const reference = parseImageReference(written);
  const here = await inspectImage(options.engine, formatImageReference(reference));
  if (here !== undefined && here.repoDigests.length === 0) {
    return { reference: written, digest: idOf(here), local: true };
  }
  const { registries } = options.settings;
  if (here !== undefined && pull !== "always") {
    const digest = reference.digest ?? digestOfRepository(here, reference);
    if (digest === undefined) return { reference: written, digest: idOf(here), local: true };
    checkRegistry(reference, written, registries);
    return { reference: written, digest, local: false };
  }
  checkRegistry(reference, written, registries);
  if (pull === "never") throw notPulled(written);
  if (reference.digest !== undefined && pull === "missing") {
    return { reference: written, digest: reference.digest, local: false };
  }
  return {
    reference: written,
    digest: await askRegistry(reference, here !== undefined, options),
    local: false,
  };
}

/** 4032 of an image that may not be fetched. */
export function notPulled(image: string) {
  return noSuchImage(image, "It is not on this machine, and `container.pull: never` forbids to fetch it.", [
    `\`docker pull ${image}\` fetches it`,
    "or write `container: { pull: missing }`",
  ]);
}

/** The engine has an image from other repositories too, under the same id. */
function digestOfRepository({ repoDigests }: FoundImage, { name }: ImageReference): Digest | undefined {
  const found = repoDigests.find((entry) => entry.startsWith(`${name}@sha256:`));
  return found === undefined ? undefined : `sha256:${found.slice(found.indexOf("@sha256:") + 8)}`;
}

function idOf({ id }: FoundImage): Digest {
  return `sha256:${id.replace(/^sha256:/, "")}`;
}

const answerMilliseconds = 60_000;

async function askRegistry(
  reference: ImageReference,
  here: boolean,
  options: ResolveOptions,
): Promise<Digest> {
  const { auth, problem } = await findCredentials(reference.registry, options);
  const timeout = AbortSignal.timeout(answerMilliseconds);
  const signal = AbortSignal.any(options.signal === undefined ? [timeout] : [timeout, options.signal]);
  const asked = formatImageReference(reference);
  try {
    const answer = await options.engine.call((docker) =>
      dial(docker, {
        method: "GET",
        path: `/distribution/${asked}/json`,
        signal,
        ...(auth === undefined ? {} : { credentials: auth }),
      }),
    );
    const descriptor = isJsonObject(answer) && isJsonObject(answer.Descriptor) ? answer.Descriptor : {};
    if (typeof descriptor.digest === "string") {
      return `sha256:${descriptor.digest.replace(/^sha256:/, "")}`;
    }
    throw explainRegistryFailure({ reference, message: "the registry told no digest" });
  } catch (error) {
    options.signal?.throwIfAborted();
    const status = statusOf(error);
    if (status === undefined && !timeout.aborted) throw error;
    const message = timeout.aborted ? "the registry did not answer in time" : engineMessage(error);
    throw explainRegistryFailure({ reference, message, status, problem, here, cause: error });
  }
}
