import { formatModelVersion, type ModelVersion, nameOf, type Store, timestamp } from "@mlx/core";
import { resolveSelector, versionInUse } from "@mlx/models";
import type { PromotionDeps } from "./promotion-deps.ts";
import { aliasOf, readModelSpec } from "./read-model-spec.ts";

/**
 * Makes a tombstone of a version that nothing uses: no alias, no run under way (both looked at by the store,
 * in the transaction: 5032), no service that means it now, no pin. Failures: 5032, 7018.
 */
export async function deleteVersion(
  version: ModelVersion,
  reason: string | undefined,
  { store, clock, actor }: Pick<PromotionDeps, "store" | "clock" | "actor">,
): Promise<ModelVersion> {
  const users = [...(await findServices(version, store)), ...(await findPin(version, store))];
  if (users.length > 0) throw versionInUse(version, users);
  return store.models.delete(version.id, {
    ...{ at: timestamp(clock.now()), actor },
    ...(reason === undefined ? {} : { reason }),
  });
}

/** Also one that would mean it by a selector of its own, such as `best(RMSE)`. */
async function findServices(version: ModelVersion, { resources, models }: Store): Promise<readonly string[]> {
  const found: string[] = [];
  for (const resource of await resources.list("service")) {
    if (resource.kind !== "service" || nameOf(resource.spec.instance) !== version.model) continue;
    const { model: selector } = resource.spec;
    const meant =
      selector.type === "version"
        ? selector.version === version.version
        : (await resolveSelector(models, version.model, selector))?.id === version.id;
    if (meant) found.push(`${resource.address} means it now`);
  }
  return found;
}

async function findPin({ model, version }: ModelVersion, store: Store): Promise<readonly string[]> {
  const spec = await readModelSpec(model, store);
  if (spec?.pin !== version) return [];
  return [`the configuration pins ${aliasOf(spec)} to ${formatModelVersion({ model, version })}`];
}
