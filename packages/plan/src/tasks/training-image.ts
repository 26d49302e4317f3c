/** What of images decides a training, as the text that `TrainingInputs` keeps, and how two of them differ. */
import { formatPinnedImage } from "@mlx/core";
import { compareText } from "../compare-text.ts";
import type { StateOf } from "../resource-state.ts";

/** `TrainingInputs.source`: the digest of the tree, or the pinned image; else what says where the program comes from. */
export function trainingSource({ spec: { origin }, observed }: StateOf<"recipe">): string {
  if ("image" in origin)
    return observed.image === undefined ? origin.image : formatPinnedImage(observed.image);
  if ("build" in origin)
    return observed.source?.manifest ?? `build ${origin.build.context} with ${origin.build.dockerfile}`;
  return observed.source?.manifest ?? origin.source;
}

/**
 * `TrainingInputs.image`: the image that a source runs in, or how an image is built
 * (`dockerfile Dockerfile, target prod, VERSION=2`). Of `executor` and `container` nothing else takes
 * part: how a program is confined does not decide what it computes, so a relaxation makes no model stale.
 */
export function trainingImage({ spec, observed }: StateOf<"recipe">): string | undefined {
  const { origin, executor, container } = spec;
  if ("build" in origin) {
    const { dockerfile, target, args = {} } = origin.build;
    return [
      `dockerfile ${quote(dockerfile)}`,
      ...(target === undefined ? [] : [`target ${quote(target)}`]),
      ...Object.keys(args)
        .sort(compareText)
        .map((name) => `${name}=${quote(args[name] ?? "")}`),
    ].join(", ");
  }
  if (!("source" in origin) || executor !== "docker") return undefined;
  return observed.image === undefined ? container?.baseImage : formatPinnedImage(observed.image);
}

/** `TrainingInputs.command`: an entrypoint of the recipe's own is the beginning of what is executed. */
export function trainingCommand(
  { spec: { container } }: StateOf<"recipe">,
  command: readonly string[] | undefined,
): readonly string[] | undefined {
  return container?.entrypoint === undefined ? command : [...container.entrypoint, ...(command ?? [])];
}

/**
 * How two images differ, e.g. `acme/retail:1.4 moved: sha256:1a2b3c4d… → sha256:5e6f7a8b…`; `undefined`
 * where they are the same, also under another name, and where one was not pinned, so that nobody knows.
 */
export function compareImages(before: string, after: string): string | undefined {
  const [was, is] = [parseImage(before), parseImage(after)];
  if (was.digest !== undefined && was.digest === is.digest) return undefined;
  if (was.name !== is.name) return `${was.name} → ${is.name}`;
  if (was.digest === undefined || is.digest === undefined) return undefined;
  return `${is.name} moved: ${shortenDigest(was.digest)} → ${shortenDigest(is.digest)}`;
}

/** How two texts of `trainingImage` differ, one line for each part. Without one of them a task ran as a process. */
export function compareTrainingImages(
  before: string | undefined,
  after: string | undefined,
): readonly string[] {
  if (before === after) return [];
  const [was, is] = [before, after].map(parseBuild);
  if (was !== undefined && is !== undefined) return compareBuilds(was, is);
  if (was !== undefined) return ["no image is built any more"];
  if (is !== undefined) return ["the image is built now"];
  const moved = before === undefined || after === undefined ? undefined : compareImages(before, after);
  return moved === undefined ? [] : [`base image ${moved}`];
}

/** `sha256:` and eight digits. */
export function shortenDigest(digest: string): string {
  return `${digest.slice(0, 15)}…`;
}

function parseImage(text: string): { readonly name: string; readonly digest: string | undefined } {
  const at = text.lastIndexOf("@sha256:");
  return at < 0 ? { name: text, digest: undefined } : { name: text.slice(0, at), digest: text.slice(at + 1) };
}

/** Name of a setting, as it is to be told, to its value. */
type BuildSettings = ReadonlyMap<string, string>;

function compareBuilds(before: BuildSettings, after: BuildSettings): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was === is) return [];
    if (was === undefined) return [`${name} added: ${is}`];
    return [is === undefined ? `${name} removed: ${was}` : `${name} ${was} → ${is}`];
  });
}

/** `undefined` for what is not the text of a build. */
function parseBuild(text: string | undefined): BuildSettings | undefined {
  if (!text?.startsWith("dockerfile ")) return undefined;
  const setting = /(dockerfile|target|\w+)[ =]("(?:[^"\\]|\\.)*"|[^",]*)(?:, |$)/gy;
  return new Map(
    [...text.matchAll(setting)].map(([whole, name = "", value = ""]) => [
      whole.startsWith(`${name}=`) ? `build argument ${name}` : `build ${name}`,
      value,
    ]),
  );
}

/** A value as it is where nothing in it could be taken for the end. */
function quote(value: string): string {
  return /^[^",]+$/.test(value) ? value : JSON.stringify(value);
}
