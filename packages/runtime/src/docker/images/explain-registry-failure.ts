import type { MlxError } from "@mlx/core";
import {
  noSpace,
  noSuchImage,
  registryCertificateRefused,
  registryDenied,
  registryUnreachable,
} from "../../errors.ts";
import { isCertificateFailure } from "./certificate-failure.ts";
import type { ImageReference } from "./image-reference.ts";
import { formatImageReference } from "./image-reference.ts";

export interface RegistryFailure {
  readonly reference: ImageReference;
  /** What the engine said. */
  readonly message: string;
  /** The engine's HTTP status, where the failure came with one. */
  readonly status?: number | undefined;
  /** Why credentials may be missing. */
  readonly problem?: string | undefined;
  /** There is one under that name on this machine all the same. */
  readonly here?: boolean;
  readonly cause?: unknown;
}

const denied =
  /denied|unauthorized|authentication required|no basic auth credentials|insufficient_scope|incorrect username or password|\b40[13] (?:Unauthorized|Forbidden)/i;
const limited = /toomanyrequests|too many requests|\b429\b|rate limit/i;
const platform = /no match(?:ing manifest)? for/i;
const absent = /manifest unknown|name unknown|not found|no such image/i;
const noSpaceLeft = /no space left on device|disk quota exceeded/i;

/**
 * What it means that the engine could not get an image. The order counts: Docker says of a denied
 * image that it "does not exist or may require 'docker login'", with status 404. What is not
 * recognised counts as a registry that cannot be reached, which is worth another try.
 */
export function explainRegistryFailure(failure: RegistryFailure): MlxError {
  const { reference, message, status, problem, here = false, cause } = failure;
  const image = formatImageReference(reference);
  const { registry } = reference;
  const why = `Docker says: ${message}`;
  if (noSpaceLeft.test(message)) return noSpace(`fetch ${image}`, cause ?? new Error(message));
  if (isCertificateFailure(message)) return registryCertificateRefused(registry, why, cause);
  if (limited.test(message)) return unreachable(image, registry, why, here, cause);
  if (platform.test(message)) {
    return noSuchImage(image, `It is not made for machines like this one. ${why}`, [
      "name an image for this machine's architecture",
    ]);
  }
  if (status === 401 || status === 403 || denied.test(message)) {
    return registryDenied(image, registry, problem === undefined ? why : `${why}\n${problem}`, cause);
  }
  if (status === 404 || absent.test(message)) {
    const next = ["check its name and tag", `\`docker pull ${image}\` asks the registry again`];
    return noSuchImage(image, `${registry} does not have it. ${why}`, next, cause);
  }
  return unreachable(image, registry, why, here, cause);
}

function unreachable(image: string, registry: string, why: string, here: boolean, cause: unknown): MlxError {
  return here
    ? registryUnreachable(image, registry, `\`container.pull: always\` asks it each time. ${why}`, cause)
    : registryUnreachable(image, registry, `The image is not on this machine. ${why}`, cause);
}
