import {
  type Address,
  digestOfJson,
  isJsonObject,
  type Observed,
  type PlanBefore,
  type PreparedResource,
  secretKey,
} from "@mlx/core";
import { compareText } from "../compare-text.ts";
import { type MapAddress, mapReferences, referencesOf } from "../references.ts";
import type { ResourceState } from "../resource-state.ts";
import { type FieldPath, parseFieldPath } from "./field-path.ts";
import { toCanonicalPath } from "./to-canonical-path.ts";

/**
 * The resource with the values that it had before at the paths of its `lifecycle.ignore`. What was
 * observed belongs to the field that leads to it and is kept with it: the content of a source folder
 * with `source` or `build`, what an image's name stands for with `image` or `container.baseImage`, the
 * data with `path`, the value of a secret with its reference.
 *
 * A path stays as it is desired where the field's parent is not on both sides, and where its old
 * value refers to something that `exists` says will be gone. `dependsOn` always is as desired: old
 * edges between moved resources could close a circle.
 */
export function keepIgnored(
  desired: PreparedResource,
  before: PlanBefore,
  {
    follow = (address) => address,
    exists = () => true,
  }: { readonly follow?: MapAddress; readonly exists?: (address: Address) => boolean } = {},
): PreparedResource {
  const { ignore } = desired.spec.lifecycle;
  if (ignore.length === 0) return desired;
  const old = mapReferences(before, follow);
  let kept: ResourceState = desired;
  for (const text of ignore) {
    const written = parseFieldPath(text);
    if (written === undefined || written[0] === "dependsOn") continue;
    const next = keepField(kept, old, toCanonicalPath(desired.kind, written));
    const known = new Set(referencesOf(kept));
    if (referencesOf(next).every((address) => known.has(address) || exists(address))) kept = next;
  }
  const { spec, observed } = kept;
  const digest = digestOfJson({ spec, observed });
  if (digest === desired.digest) return desired;
  return {
    ...desired,
    spec,
    observed,
    references: changedReferences(desired, kept),
    digest,
  } as PreparedResource;
}

function keepField(state: ResourceState, old: ResourceState, path: FieldPath): ResourceState {
  if (!canKeep(state.spec, old.spec, path)) return state;
  const spec = setIn(state.spec, path, getIn(old.spec, path));
  return { ...state, spec, observed: keepObserved(state, old, path) } as ResourceState;
}

/** The parent must be a map on both sides; of `origin` and `target`, which hold one of several fields, the same one. */
function canKeep(spec: unknown, old: unknown, path: FieldPath): boolean {
  const parents = [getIn(spec, path.slice(0, -1)), getIn(old, path.slice(0, -1))];
  if (!parents.every(isJsonObject)) return false;
  const [first] = path;
  if (path.length < 2 || (first !== "origin" && first !== "target")) return true;
  const [is, was] = [getIn(spec, [first]), getIn(old, [first])];
  return isJsonObject(is) && isJsonObject(was) && Object.keys(is)[0] === Object.keys(was)[0];
}

function getIn(value: unknown, path: FieldPath): unknown {
  let at = value;
  for (const key of path) at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

/** A copy with the member at the path replaced, or without it where the new value is `undefined`. */
function setIn(value: unknown, [key, ...rest]: FieldPath, member: unknown): unknown {
  if (key === undefined) return member;
  if (!isJsonObject(value)) return value;
  const { [key]: old, ...others } = value;
  const next = setIn(old, rest, member);
  return next === undefined ? others : Object.fromEntries([...Object.entries(others), [key, next]]);
}

function keepObserved(state: ResourceState, old: ResourceState, path: FieldPath): Observed {
  const { source, image, fingerprint, secrets, ...rest } = state.observed;
  const keepSource = state.kind === "recipe" && path[0] === "origin";
  const keepData = state.kind === "dataset" && path[0] === "path";
  const parts = {
    source: keepSource ? old.observed.source : source,
    image: leadsToImage(state, path) ? old.observed.image : image,
    fingerprint: keepData ? old.observed.fingerprint : fingerprint,
    secrets: keepSecrets(secrets, old.observed.secrets, secretKey(path)),
  };
  return {
    ...rest,
    ...(parts.source === undefined ? {} : { source: parts.source }),
    ...(parts.image === undefined ? {} : { image: parts.image }),
    ...(parts.fingerprint === undefined ? {} : { fingerprint: parts.fingerprint }),
    ...(parts.secrets === undefined ? {} : { secrets: parts.secrets }),
  };
}

function leadsToImage(state: ResourceState, [first, second = "baseImage"]: FieldPath): boolean {
  if (state.kind !== "recipe") return false;
  const leads = "image" in state.spec.origin ? "origin" : "container";
  return first === leads && (leads === "origin" || second === "baseImage");
}

function keepSecrets(
  secrets: Observed["secrets"],
  old: Observed["secrets"],
  path: string,
): Observed["secrets"] {
  const isUnder = ([key]: readonly [string, string]) => key === path || key.startsWith(`${path}.`);
  const entries = [
    ...Object.entries(secrets ?? {}).filter((entry) => !isUnder(entry)),
    ...Object.entries(old ?? {}).filter(isUnder),
  ];
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** An edge that no field of the spec shows, such as one that comes from an expression, stays. */
function changedReferences(desired: PreparedResource, kept: ResourceState): readonly Address[] {
  const written = new Set(referencesOf(desired));
  const hidden = desired.references.filter((address) => !written.has(address));
  return [...new Set([...hidden, ...referencesOf(kept)])].sort(compareText);
}
