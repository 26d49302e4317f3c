import {
  type Address,
  type Digest,
  type FieldChange,
  formatPinnedImage,
  type Manifest,
  redacted,
} from "@mlx/core";
import { compareText } from "../compare-text.ts";
import type { ResourceState } from "../resource-state.ts";
import { compareImages, shortenDigest } from "../tasks/training-image.ts";
import { nameChangedFiles } from "./changed-files.ts";
import type { ResourceDifference } from "./compare-resource.ts";
import { type FieldDifference, toFieldChange } from "./diff-fields.ts";
import { formatFieldPath } from "./field-path.ts";

export const createReason = "not in the store yet";
export const deleteReason = "removed from config";
export const destroyReason = "everything is to be destroyed";

export const importReason = "made through the API, and declared now";

export function changedOutsideReason(actor: string): string {
  return `changed through the API by ${actor}`;
}

export function deletedOutsideReason(actor: string): string {
  return `deleted through the API by ${actor}`;
}

export function moveReason(from: Address): string {
  return `moved from ${from}`;
}

const mostFieldReasons = 8;

/** Why the resource is changed, in a few words each. */
export function reasonsOf(
  difference: ResourceDifference,
  before: ResourceState,
  after: ResourceState,
  manifests: ReadonlyMap<Digest, Manifest>,
): readonly string[] {
  const fields = difference.fields.map(fieldReason);
  const more = fields.length - mostFieldReasons;
  return [
    ...fields.slice(0, mostFieldReasons),
    ...(more > 0 ? [`${more} more ${more === 1 ? "field" : "fields"} changed`] : []),
    ...sourceReasons(difference, before, after, manifests),
    ...imageReasons(difference, before, after),
    ...(difference.data ? ["data changed"] : []),
    ...difference.secrets.map(({ path }) => `secret changed: ${formatFieldPath(path)}`),
    ...(difference.followed.length > 0 ? ["reference moved"] : []),
  ];
}

function fieldReason({ path, before, after }: FieldDifference): string {
  const what = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return `${formatFieldPath(path)} ${what}`;
}

function sourceReasons(
  { source, requirements }: ResourceDifference,
  before: ResourceState,
  after: ResourceState,
  manifests: ReadonlyMap<Digest, Manifest>,
): readonly string[] {
  const files = nameChangedFiles(
    before.observed.source?.manifest,
    after.observed.source?.manifest,
    manifests,
    requirements ? ["requirements.txt"] : [],
  );
  const isBuild = after.kind === "recipe" && "build" in after.spec.origin;
  const subject = isBuild ? "build context" : "source tree";
  return [
    ...(source && files !== "" ? [`${subject} changed${files === undefined ? "" : `: ${files}`}`] : []),
    ...(requirements ? ["requirements changed"] : []),
  ];
}

/** Another name is told by the field that it stands in, unless it is the project's own base image. */
function imageReasons(
  { image, fields }: ResourceDifference,
  before: ResourceState,
  after: ResourceState,
): readonly string[] {
  const named = fields.some(({ path }) => ["image", "container.baseImage"].includes(formatFieldPath(path)));
  if (!image || named) return [];
  const [was, is] = [before.observed.image, after.observed.image];
  const isOrigin = after.kind === "recipe" && "image" in after.spec.origin;
  const subject = isOrigin ? "image" : "base image";
  if (is === undefined) return [`${subject} ${was?.reference ?? ""} no longer pinned`];
  if (was === undefined) return [`${subject} ${is.reference} pinned: ${shortenDigest(is.digest)}`];
  const moved = compareImages(formatPinnedImage(was), formatPinnedImage(is));
  return [`${subject} ${moved ?? `${was.reference} → ${is.reference}`}`];
}

/** All fields that differ, for people, by path. A secret of another value reads `***` on both sides. */
export function fieldsOf({ fields, followed, secrets }: ResourceDifference): readonly FieldChange[] {
  const changedSecrets = secrets.map(({ path, known }) => ({
    path: formatFieldPath(path),
    ...(known.before ? { before: redacted } : {}),
    ...(known.after ? { after: redacted } : {}),
  }));
  return [...[...fields, ...followed].map(toFieldChange), ...changedSecrets].sort((a, b) =>
    compareText(a.path, b.path),
  );
}
