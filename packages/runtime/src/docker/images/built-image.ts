import type { ImageBuild, TaskSubmission } from "@mlx/core";
import { digestOfJson, InternalError } from "@mlx/core";
import { buildImage } from "./build/build-image.ts";
import type { ReadyImage } from "./create-images.ts";
import type { BuiltName } from "./find-built-image.ts";
import { buildLabel, builtName, findBuiltImage } from "./find-built-image.ts";
import type { FoundImage } from "./inspect-image.ts";
import { inspectImage } from "./inspect-image.ts";
import { packagesLabel } from "./keep-packages.ts";
import type { MakingOptions } from "./making-options.ts";

/** The image of a recipe with `build`, built once per content of what it is built from. */
export async function builtImage(
  task: TaskSubmission,
  { dockerfile, target, args }: ImageBuild,
  options: MakingOptions,
): Promise<ReadyImage> {
  const { source } = task;
  if (source === undefined)
    throw new InternalError(`${task.recipe} is built without a snapshot of its context`);
  const given = { ...options.settings.build.args, ...args };
  const key = buildKey({ context: source, dockerfile, target, args: given });
  return ensureBuilt(task.recipe, key, options, async ({ repository, tag }) => {
    await buildImage(
      {
        context: await options.artifacts.readManifest(source),
        dockerfile,
        ...(target === undefined ? {} : { target }),
        args: given,
        tag: `${repository}:${tag}`,
        labels: { [buildLabel]: key },
      },
      options,
    );
  });
}

/** 64 hexadecimal digits over all that decides what an image becomes. */
export function buildKey(from: { readonly [part: string]: unknown }): string {
  return digestOfJson({ version: 1, ...from }).slice("sha256:".length);
}

/** The image with that key; `build` makes it, with the name and the label, where there is none. */
export async function ensureBuilt(
  recipe: string,
  key: string,
  { engine, turns, signal }: MakingOptions,
  build: (name: BuiltName) => Promise<void>,
): Promise<ReadyImage> {
  const name = builtName(recipe, key);
  const full = `${name.repository}:${name.tag}`;
  const known = await findBuiltImage(engine, key, name);
  if (known !== undefined) return ready(full, known);
  return turns(key, async () => {
    signal.throwIfAborted();
    const made = await findBuiltImage(engine, key, name);
    if (made !== undefined) return ready(full, made);
    await build(name);
    const image = await inspectImage(engine, full);
    if (image === undefined) throw new InternalError(`${full} was built and is not there`);
    return ready(full, image);
  });
}

function ready(name: string, { id, config, labels }: FoundImage): ReadyImage {
  const packages = (labels[packagesLabel] ?? "").split(" ").filter((item) => item !== "");
  const runtime = `image ${name}@${id}`;
  return { id, name, config, lock: { runtime, digest: digestOfJson(packages), packages } };
}
