import {
  type Address,
  type ArtifactStore,
  type DatasetReader,
  type DesiredResource,
  type Diagnostic,
  type Digest,
  digestOfJson,
  findSecrets,
  type Manifest,
  MlxError,
  type Observed,
  type PlanHintOf,
  type PreparedResource,
  type SecretResolver,
  type SourceSnapshot,
  secretKey,
} from "@mlx/core";
import { checkTransform } from "./check-transform.ts";
import { missingPrograms } from "./missing-programs.ts";
import { missingTasks } from "./missing-tasks.ts";
import { type ImageDeps, type PinnedBefore, pinImages } from "./pin-images.ts";
import { resourceFinding } from "./resource-finding.ts";
import { describeSecret, keyedHash } from "./secrets.ts";

export interface PrepareDeps extends ImageDeps {
  readonly artifacts: ArtifactStore;
  readonly datasets: DatasetReader;
  readonly secrets: SecretResolver;
  /** Key of the hashes of secrets. */
  readonly secretKey: string;
  /** Makes a path of the project absolute. */
  readonly absolute: (path: string) => string;
}

export interface PreparedResources {
  readonly prepared: readonly PreparedResource[];
  /** Manifests of sources and of build contexts by digest. */
  readonly manifests: ReadonlyMap<Digest, Manifest>;
  /** Images that `mlx.lock` does not have so yet. */
  readonly pins: readonly PlanHintOf<"image-pin">[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface PrepareOptions {
  /** Store the source folders too. */
  readonly snapshot: boolean;
  readonly pinnedBefore: PinnedBefore;
  /** Recipes whose images are not looked up: the plan that is applied could not pin them. */
  readonly leaveUnpinned?: ReadonlySet<Address>;
  /** Called with the number of resources that are done. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Looks at all that the resources point to outside the YAML: source folders, images and what they are
 * built from, data, secrets. With `snapshot` the folders are also stored; that may be repeated and
 * changes no resource.
 */
export async function prepareResources(
  resources: readonly DesiredResource[],
  deps: PrepareDeps,
  { snapshot, pinnedBefore, leaveUnpinned, onProgress }: PrepareOptions,
): Promise<PreparedResources> {
  const manifests = new Map<Digest, Manifest>();
  const diagnostics: Diagnostic[] = [];
  const readSource = createSourceReader(deps, snapshot);
  const pinnable =
    leaveUnpinned === undefined ? resources : resources.filter(({ address }) => !leaveUnpinned.has(address));
  const { images, pins, diagnostics: unpinned } = await pinImages(pinnable, deps, pinnedBefore);
  diagnostics.push(...unpinned);

  const observe = async (resource: DesiredResource): Promise<Observed> => {
    if (resource.kind === "dataset") {
      try {
        return { fingerprint: (await deps.datasets.fingerprint(resource.spec)).fingerprint };
      } catch (error) {
        if (!(error instanceof MlxError)) throw error;
        diagnostics.push(
          error.code === "MLX6101"
            ? resourceFinding(resource, "warning", "MLX3005", `${resource.address} has no files yet`, error)
            : resourceFinding(resource, "error", error.code, error.summary, error),
        );
        return {};
      }
    }
    const secrets = await hashSecrets(resource, deps, diagnostics);
    if (resource.kind !== "recipe") return secrets;
    const image = images.get(resource.address);
    const observed = { ...secrets, ...(image === undefined ? {} : { image }) };
    try {
      const snapshot = await readSource(resource);
      if (snapshot === undefined) return observed;
      manifests.set(snapshot.digest, snapshot.manifest);
      const source = observeSource(resource, snapshot);
      if (source === undefined) diagnostics.push(dockerfileMissing(resource));
      return source === undefined ? observed : { ...observed, source };
    } catch (error) {
      if (!(error instanceof MlxError)) throw error;
      diagnostics.push(resourceFinding(resource, "error", "MLX3003", error.summary, error));
      return observed;
    }
  };

  const prepared: PreparedResource[] = [];
  for (const resource of resources) {
    const observed = await observe(resource);
    prepared.push({ ...resource, observed, digest: digestOfJson({ spec: resource.spec, observed }) });
    onProgress?.(prepared.length);
  }
  diagnostics.push(
    ...missingPrograms(prepared, manifests),
    ...tasksMissing(prepared),
    ...checkTransform(prepared),
  );
  return { prepared, manifests, pins, diagnostics };
}

type Recipe = DesiredResource<"recipe">;

/** Reads what recipes are made of, each folder once; `undefined` for a recipe of a ready image. */
function createSourceReader({ artifacts, absolute }: PrepareDeps, snapshot: boolean) {
  const known = new Map<string, Promise<SourceSnapshot>>();
  const read = (folder: string, dockerfile?: string) => {
    const build = dockerfile === undefined ? undefined : { dockerfile };
    return snapshot ? artifacts.snapshotSource(folder, build) : artifacts.inspectSource(folder, build);
  };
  return async ({ spec: { origin } }: Recipe): Promise<SourceSnapshot | undefined> => {
    if ("image" in origin) return undefined;
    const folder = absolute("source" in origin ? origin.source : origin.build.context);
    const dockerfile = "build" in origin ? origin.build.dockerfile : undefined;
    const key = JSON.stringify([folder, dockerfile]);
    const reading = known.get(key) ?? read(folder, dockerfile);
    known.set(key, reading);
    return reading;
  };
}

/** `undefined` where what is to be built has no Dockerfile. */
function observeSource(
  { spec: { origin } }: Recipe,
  { manifest, digest }: SourceSnapshot,
): Observed["source"] {
  const digestOfFile = (name: string) => manifest.entries.find(({ path }) => path === name)?.digest;
  if ("build" in origin)
    return digestOfFile(origin.build.dockerfile) === undefined ? undefined : { manifest: digest };
  const requirements = digestOfFile("requirements.txt");
  return { manifest: digest, ...(requirements === undefined ? {} : { requirements }) };
}

function dockerfileMissing(resource: Recipe): Diagnostic {
  const { origin } = resource.spec;
  const { context = "", dockerfile = "" } = "build" in origin ? origin.build : {};
  return resourceFinding(
    resource,
    "error",
    "MLX3020",
    `${resource.address} is built by ${dockerfile}, which is not in its context ${context}`,
    "Add the file there, or name another with `build.dockerfile`. It is looked for inside the context.",
  );
}

async function hashSecrets(
  resource: DesiredResource,
  deps: PrepareDeps,
  diagnostics: Diagnostic[],
): Promise<Observed> {
  const hashes: Record<string, string> = {};
  for (const { path: keys, ref } of findSecrets(resource.spec)) {
    const path = secretKey(keys);
    const value = await deps.secrets.resolve(ref);
    if (value === undefined)
      diagnostics.push(
        resourceFinding(
          resource,
          "warning",
          "MLX3006",
          `the secret ${path} of ${resource.address} is not set here: ${describeSecret(ref)} is missing`,
        ),
      );
    else hashes[path] = keyedHash(deps.secretKey, value);
  }
  return Object.keys(hashes).length === 0 ? {} : { secrets: hashes };
}

function tasksMissing(prepared: readonly PreparedResource[]): readonly Diagnostic[] {
  return missingTasks(prepared).flatMap(({ experiment, summary, detail }) => {
    const found = prepared.find(({ address }) => address === experiment);
    return found === undefined ? [] : [resourceFinding(found, "error", "MLX3019", summary, detail)];
  });
}
