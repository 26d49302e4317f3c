import type { MlxError, TaskSubmission } from "@mlx/core";
import { digestOfJson, formatPinnedImage } from "@mlx/core";
import { imageNotBuilt } from "../../errors.ts";
import { explainInstallFailure } from "../../python/explain-install-failure.ts";
import { readRequirements } from "../../python/read-requirements.ts";
import type { BuildFailure } from "./build/build-account.ts";
import { buildImage } from "./build/build-image.ts";
import { certificateRemedies } from "./build/explain-build-failure.ts";
import { buildKey, ensureBuilt } from "./built-image.ts";
import { isCertificateFailure } from "./certificate-failure.ts";
import type { ReadyImage } from "./create-images.ts";
import type { EnsuredImage } from "./ensure-pinned.ts";
import { readyPinned } from "./ensure-pinned.ts";
import { buildLabel } from "./find-built-image.ts";
import { inspectImage } from "./inspect-image.ts";
import { keepPackages } from "./keep-packages.ts";
import type { MakingOptions } from "./making-options.ts";
import { requirementsContext, requirementsDockerfile } from "./requirements-dockerfile.ts";

/**
 * The image of a recipe with `source`: its base image, or one made from it with what
 * `requirements.txt` asks for, once per content.
 */
export async function sourceImage(
  task: Pick<TaskSubmission, "recipe" | "source">,
  base: EnsuredImage,
  options: MakingOptions,
): Promise<ReadyImage> {
  const { engine, artifacts, settings } = options;
  const requirements = task.source === undefined ? undefined : await readRequirements(artifacts, task.source);
  if (requirements === undefined) return readyPinned(base);
  const { args, caBundle } = settings.build;
  const key = buildKey({ base: base.pinned.digest, requirements: Object.fromEntries(requirements), args });
  const made = await ensureBuilt(task.recipe, key, options, async (name) => {
    options.onProgress(`installing the requirements over ${base.pinned.reference}`);
    const files = requirementsContext(requirements, {
      base: await nameForBuild(base, options),
      user: base.image.config.user,
      variables: base.image.config.variables,
      args: Object.keys(args),
    });
    const image = await buildImage(
      {
        context: { version: 1, entries: [] },
        dockerfile: requirementsDockerfile,
        files,
        args,
        labels: {},
        explain: (failure) => explainFailure(failure, caBundle !== undefined),
      },
      options,
    );
    await keepPackages(engine, image, { ...name, labels: { [buildLabel]: key } });
  });
  const { packages } = made.lock;
  const runtime = `image ${formatPinnedImage(base.pinned)}`;
  return { ...made, lock: { runtime, digest: digestOfJson(packages), packages } };
}

/** A build cannot start from an id: an image of this machine is named by what it was planned as, else by a name for it. */
async function nameForBuild(
  { pinned, image, name }: EnsuredImage,
  { engine }: MakingOptions,
): Promise<string> {
  if (!pinned.local) return name;
  const now = await inspectImage(engine, pinned.reference);
  if (now?.id === image.id) return pinned.reference;
  const kept = { repo: "mlx/base", tag: image.id.replace(/^sha256:/, "").slice(0, 12) };
  await engine.call((docker) => docker.getImage(image.id).tag(kept));
  return `${kept.repo}:${kept.tag}`;
}

/** The step is pip's: what it says is known. */
function explainFailure(
  { step = "", output, message }: BuildFailure,
  hasBundle: boolean,
): MlxError | undefined {
  if (!/\] RUN |: RUN /.test(step)) return undefined;
  const text = output.join("\n");
  if (isCertificateFailure(text)) {
    return imageNotBuilt(
      "the certificate of the package index was refused",
      text,
      certificateRemedies(hasBundle),
    );
  }
  return explainInstallFailure(output.length > 0 ? output : [message]);
}
