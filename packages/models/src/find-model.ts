import {
  type Digest,
  formatModelVersion,
  type ModelRef,
  type ModelStore,
  type ModelVersion,
} from "@mlx/core";
import {
  aliasNotThen,
  ambiguousDigest,
  noReadyVersion,
  noSuchAlias,
  noSuchDigest,
  noSuchModel,
  noSuchVersion,
  notAModelRef,
  versionDeleted,
} from "./errors.ts";
import { parseModelRef } from "./parse-model-ref.ts";

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const digestPattern = /^sha256:[0-9a-f]{12,64}$/;

/** `use`: one that can be used; `show`: a deleted one is found too. */
export type FindPurpose = "use" | "show";

/**
 * The version that is meant by a reference, a version's UUID, or the digest of its files (at least 12 digits
 * of it; the newest where several have the same files). Failures: 7001 to 7003, 7006 to 7009.
 */
export async function findModel(
  models: ModelStore,
  text: string,
  purpose: FindPurpose = "use",
): Promise<ModelVersion> {
  const found = await lookUp(models, text);
  if (found.status === "DELETED" && purpose === "use") throw versionDeleted(found);
  return found;
}

async function lookUp(models: ModelStore, text: string): Promise<ModelVersion> {
  if (uuidPattern.test(text)) {
    const byId = await models.getById(text);
    if (byId === undefined) throw noSuchModel(text, await modelNames(models));
    return byId;
  }
  if (text.startsWith("sha256:")) return byDigest(models, text);
  const ref = parseModelRef(text);
  if (ref === undefined) throw notAModelRef(text);
  return (await byRef(models, ref)) ?? (await refuse(models, ref));
}

function byRef(models: ModelStore, { model, selector }: ModelRef): Promise<ModelVersion | undefined> {
  switch (selector.type) {
    case "latest":
      return models.latest(model);
    case "version":
      return models.get(model, selector.version);
    case "alias":
      return models.byAlias(model, selector.alias, selector.at);
  }
}

/** Says what of the reference is wrong. */
async function refuse(models: ModelStore, { model, selector }: ModelRef): Promise<never> {
  const versions = await models.versions(model);
  const [newest] = versions;
  if (newest === undefined) throw noSuchModel(model, await modelNames(models));
  switch (selector.type) {
    case "latest":
      throw noReadyVersion(newest, versions.length);
    case "version":
      throw noSuchVersion(
        model,
        selector.version,
        versions.map(({ version }) => version),
      );
    case "alias": {
      const { alias, at } = selector;
      if (at === undefined) throw noSuchAlias(model, alias, await models.aliases(model));
      const [first] = (await models.aliasMoves({ model, alias }, { limit: 10_000 })).slice(-1);
      throw aliasNotThen(model, alias, at, first);
    }
  }
}

async function byDigest(models: ModelStore, text: string): Promise<ModelVersion> {
  if (!digestPattern.test(text)) throw notAModelRef(text);
  const found = new Map<Digest, ModelVersion>();
  for (const model of await modelNames(models))
    for (const version of await models.versions(model)) {
      const { digest } = version.artifact;
      if (!digest.startsWith(text)) continue;
      const known = found.get(digest);
      if (known === undefined || isBetter(version, known)) found.set(digest, version);
    }
  const [first, second] = found.values();
  if (first === undefined) throw noSuchDigest(text);
  if (second !== undefined)
    throw ambiguousDigest(text, [formatModelVersion(first), formatModelVersion(second)]);
  return first;
}

/** One that can be used before one that cannot, then the newer. */
function isBetter(a: ModelVersion, b: ModelVersion): boolean {
  const [aReady, bReady] = [a.status === "READY", b.status === "READY"];
  return aReady === bReady ? a.createdAt > b.createdAt : aReady;
}

async function modelNames(models: ModelStore): Promise<readonly string[]> {
  return (await models.heads()).map(({ model }) => model);
}
