/** What the API writes, through the language. */
import { type Declaration, type DeclareRequest, declareResources, type Project } from "@mlx/app";
import { type Address, type AppliedResource, InternalError, type Kind, type MlxError } from "@mlx/core";
import { nameFields } from "./name-fields.ts";

/** Writes the declarations in one transaction, and gives the resource of the last one. */
export async function putResource<K extends Kind>(
  project: Project,
  kind: K,
  declarations: readonly Declaration[],
  expected?: DeclareRequest["expected"],
): Promise<AppliedResource<K>> {
  const last = declarations.at(-1);
  const result = await declareResources(project, {
    put: declarations,
    ...(expected === undefined ? {} : { expected }),
  });
  if (!result.ok) throw nameFields(result.failure);
  const written = result.value;
  const found = written.find((resource) => resource.address === `${kind}/${last?.name}`);
  if (found === undefined || !isKind(found, kind))
    throw new InternalError(`${kind}/${last?.name} was not written`);
  return found;
}

function isKind<K extends Kind>(
  found: AppliedResource,
  kind: K,
): found is AppliedResource<K> & AppliedResource {
  return found.kind === kind;
}

const attempts = 5;

/**
 * Removes what `find` tells. Where somebody makes something that refers to it at the same time, it is looked for
 * again.
 */
export async function removeResources(
  project: Project,
  find: () => Promise<readonly Address[]>,
  expected?: DeclareRequest["expected"],
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const remove = await find();
    if (remove.length === 0) return;
    const removed = await declareResources(project, {
      remove,
      ...(expected === undefined ? {} : { expected }),
    });
    if (removed.ok) return;
    if (attempt === attempts || !isInUse(removed.failure)) throw removed.failure;
  }
}

function isInUse(failure: MlxError): boolean {
  return failure.code === "MLX8046";
}
