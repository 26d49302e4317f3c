import { formatModelVersion, type ModelVersion, nameOf, type Store, timestamp } from "@mlx/core";
import { resolveSelector, versionInUse } from "@mlx/models";
import { findDaemon } from "../runs/find-daemon.ts";
import type { RunDeps } from "../runs/run-deps.ts";
import { aliasOf, readModelSpec } from "./read-model-spec.ts";

type DeleteDeps = Pick<RunDeps, "store" | "clock" | "actor" | "isAlive">;

/**
 * Makes a tombstone of a version that nothing uses: no alias, no service that means or serves it now, no
 * experiment that names it, no pin (7018), no run under way. The store looks again at aliases and runs, in the
 * transaction (5032).
 */
export async function deleteVersion(
  version: ModelVersion,
  reason: string | undefined,
  deps: DeleteDeps,
): Promise<ModelVersion> {
  const { store, clock, actor } = deps;
  const users = [
    ...(await findAliases(version, store)),
    ...(await findServices(version, store)),
    ...(await findEndpoints(version, deps)),
    ...(await findExperiments(version, store)),
    ...(await findPin(version, store)),
  ];
  if (users.length > 0) throw versionInUse(version, users);
  return store.models.delete(version.id, {
    ...{ at: timestamp(clock.now()), actor },
    ...(reason === undefined ? {} : { reason }),
  });
}

async function findAliases({ model, version }: ModelVersion, { models }: Store): Promise<readonly string[]> {
  const aliases = await models.aliases(model);
  return aliases
    .filter((alias) => alias.version === version)
    .map(({ alias }) => `the alias ${alias} points to it`);
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

/** A service serves another than it means while that one does not come up. What no daemon serves, nobody does. */
async function findEndpoints(version: ModelVersion, deps: DeleteDeps): Promise<readonly string[]> {
  if ((await findDaemon(deps)) === undefined) return [];
  const ref = formatModelVersion(version);
  return (await deps.store.endpoints.list())
    .filter(({ status }) => "serving" in status && status.serving === ref)
    .map(({ service }) => `${service} serves it now`);
}

/** Those that could load nothing else; those of services mean what these mean. */
async function findExperiments(
  { id, model, version }: ModelVersion,
  { resources, models }: Store,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const resource of await resources.list("experiment")) {
    if (resource.kind !== "experiment" || resource.spec.service !== undefined) continue;
    const { model: selector, target } = resource.spec;
    const names =
      selector?.type === "run"
        ? (await models.ofRun(selector.runId))?.id === id
        : selector?.type === "version" &&
          selector.version === version &&
          "instance" in target &&
          nameOf(target.instance) === model;
    if (names) found.push(`${resource.address} names it`);
  }
  return found;
}

async function findPin({ model, version }: ModelVersion, store: Store): Promise<readonly string[]> {
  const spec = await readModelSpec(model, store);
  if (spec?.pin !== version) return [];
  return [`the configuration pins ${aliasOf(spec)} to ${formatModelVersion({ model, version })}`];
}
