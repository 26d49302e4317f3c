import {
  type ArtifactStore,
  type Code,
  type DatasetReader,
  type DesiredResource,
  type Diagnostic,
  type Digest,
  digestOfJson,
  findSecrets,
  findTaskProgram,
  type Manifest,
  MlxError,
  type Observed,
  type PreparedResource,
  type SecretResolver,
  secretKey,
  type TaskName,
} from "@mlx/core";
import { describeSecret, keyedHash } from "./secrets.ts";

export interface PrepareDeps {
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
  /** Source manifests by digest. */
  readonly manifests: ReadonlyMap<Digest, Manifest>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PrepareOptions {
  /** Store the source folders too. */
  readonly snapshot: boolean;
  /** Called with the number of resources that are done. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Looks at all that the resources point to outside the YAML: source folders, data, secrets. With
 * `snapshot` the source folders are also stored; that may be repeated and changes no resource.
 */
export async function prepareResources(
  resources: readonly DesiredResource[],
  deps: PrepareDeps,
  { snapshot, onProgress }: PrepareOptions,
): Promise<PreparedResources> {
  const manifests = new Map<Digest, Manifest>();
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, Promise<{ readonly manifest: Manifest; readonly digest: Digest }>>();
  const readSource = (folder: string) => {
    const known = sources.get(folder);
    if (known !== undefined) return known;
    const reading = snapshot ? deps.artifacts.snapshotSource(folder) : deps.artifacts.inspectSource(folder);
    sources.set(folder, reading);
    return reading;
  };

  const observe = async (resource: DesiredResource): Promise<Observed> => {
    if (resource.kind === "dataset") {
      try {
        return { fingerprint: (await deps.datasets.fingerprint(resource.spec)).fingerprint };
      } catch (error) {
        if (!(error instanceof MlxError)) throw error;
        diagnostics.push(
          error.code === "MLX6101"
            ? finding(resource, "warning", "MLX3005", `${resource.address} has no files yet`, error)
            : finding(resource, "error", error.code, error.summary, error),
        );
        return {};
      }
    }
    const secrets = await hashSecrets(resource, deps, diagnostics);
    if (resource.kind !== "recipe" || !("source" in resource.spec.origin)) return secrets;
    try {
      const { manifest, digest } = await readSource(deps.absolute(resource.spec.origin.source));
      manifests.set(digest, manifest);
      const requirements = manifest.entries.find(({ path }) => path === "requirements.txt")?.digest;
      return {
        ...secrets,
        source: { manifest: digest, ...(requirements === undefined ? {} : { requirements }) },
      };
    } catch (error) {
      if (!(error instanceof MlxError)) throw error;
      diagnostics.push(finding(resource, "error", "MLX3003", error.summary, error));
      return secrets;
    }
  };

  const prepared: PreparedResource[] = [];
  for (const resource of resources) {
    const observed = await observe(resource);
    prepared.push({ ...resource, observed, digest: digestOfJson({ spec: resource.spec, observed }) });
    onProgress?.(prepared.length);
  }
  diagnostics.push(...missingPrograms(prepared, manifests), ...missingTasks(prepared));
  return { prepared, manifests, diagnostics };
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
        finding(
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

/** Tasks that an instance declares and its recipe has no program for. */
function missingPrograms(
  prepared: readonly PreparedResource[],
  manifests: ReadonlyMap<Digest, Manifest>,
): readonly Diagnostic[] {
  const recipes = new Map(prepared.filter((it) => it.kind === "recipe").map((it) => [it.address, it]));
  const diagnostics: Diagnostic[] = [];
  for (const resource of prepared) {
    if (resource.kind !== "instance") continue;
    const recipe = recipes.get(resource.spec.recipe);
    const digest = recipe?.observed.source?.manifest;
    const manifest = digest === undefined ? undefined : manifests.get(digest);
    if (recipe === undefined || manifest === undefined) continue;
    for (const task of Object.keys(resource.spec.tasks) as TaskName[]) {
      const program = findTaskProgram(task, recipe.spec.command[task], manifest);
      if (program.type !== "missing") continue;
      diagnostics.push(
        finding(
          resource,
          "error",
          "MLX3004",
          `${recipe.address} has no program for the task "${task}" that ${resource.address} declares`,
          `Looked for ${program.lookedFor.join(", ")} in its source folder. Add one of them, or give the recipe a \`command\` for the task.`,
        ),
      );
    }
  }
  return diagnostics;
}

/** Experiments that run a task which their instance does not declare. */
function missingTasks(prepared: readonly PreparedResource[]): readonly Diagnostic[] {
  const instances = new Map(prepared.filter((it) => it.kind === "instance").map((it) => [it.address, it]));
  return prepared.flatMap((resource) => {
    if (resource.kind !== "experiment" || !("instance" in resource.spec.target)) return [];
    const { task, target } = resource.spec;
    const declared = Object.keys(instances.get(target.instance)?.spec.tasks ?? { [task]: {} });
    if (declared.includes(task)) return [];
    const summary = `${resource.address} runs the task "${task}", which ${target.instance} does not declare`;
    const detail = `It declares ${declared.join(", ") || "none"}. Add it to the instance's \`tasks\`, or change the experiment's \`task\`.`;
    return [finding(resource, "error", "MLX3019", summary, detail)];
  });
}

function finding(
  resource: DesiredResource,
  severity: Diagnostic["severity"],
  code: Code,
  summary: string,
  cause?: MlxError | string,
): Diagnostic {
  const detail = typeof cause === "string" ? cause : (cause?.detail ?? cause?.summary);
  const { file, line, column } = resource.at;
  return {
    severity,
    code,
    summary,
    ...(detail === undefined || detail === summary ? {} : { detail }),
    range: { file, start: { line, column }, end: { line, column } },
    notes: [],
  };
}
