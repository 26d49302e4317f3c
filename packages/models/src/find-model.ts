import type { ModelStore, ModelVersion } from "@mlx/core";
import { noSuchModel, noSuchVersion, notAModelRef } from "./errors.ts";
import { parseModelRef } from "./parse-model-ref.ts";

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The version that a reference or a version's UUID means. Failures: 7001, 7002, 7003. */
export async function findModel(models: ModelStore, text: string): Promise<ModelVersion> {
  if (uuidPattern.test(text)) {
    const byId = await models.getById(text);
    if (byId === undefined) throw noSuchModel(text, await modelNames(models));
    return byId;
  }
  const ref = parseModelRef(text);
  if (ref === undefined) throw notAModelRef(text);
  const found =
    ref.selector === "latest"
      ? await models.latest(ref.model)
      : await models.get(ref.model, ref.selector.version);
  if (found !== undefined) return found;
  const versions = await models.versions(ref.model);
  if (ref.selector !== "latest" && versions.length > 0)
    throw noSuchVersion(
      ref.model,
      ref.selector.version,
      versions.map(({ version }) => version),
    );
  throw noSuchModel(ref.model, await modelNames(models));
}

async function modelNames(models: ModelStore): Promise<readonly string[]> {
  return (await models.heads()).map(({ model }) => model);
}
