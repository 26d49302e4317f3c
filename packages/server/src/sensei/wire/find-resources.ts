/** Resources by the ids of the API. */
import { findResource, type Project } from "@mlx/app";
import type { Address, AppliedResource, Kind } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import { gone, invalidValue, notFound, type SenseiKind, unknownReference } from "../errors.ts";

/** The API's word for a kind that it has. */
const senseiKinds = {
  recipe: "engine",
  instance: "mlInstance",
  experiment: "experiment",
  service: "mlService",
} as const satisfies { readonly [kind in Kind]?: SenseiKind };
export type ApiKind = keyof typeof senseiKinds;

/** What a path names. Failure: 8540. */
export async function requireResource<K extends ApiKind>(
  project: Project,
  kind: K,
  id: string,
): Promise<AppliedResource<K>> {
  const found = await findById(project, kind, id);
  if (found === undefined) throw notFound(senseiKinds[kind], id);
  return found;
}

/** What a body names. Failure: 8541. */
export async function requireReference<K extends ApiKind>(
  project: Project,
  kind: K,
  id: string | undefined,
  field: string,
): Promise<AppliedResource<K>> {
  if (id === undefined)
    throw invalidValue(field, "it is missing", `It is the id of an ${senseiKinds[kind]}.`);
  const found = await findById(project, kind, id);
  if (found === undefined) throw unknownReference(field, senseiKinds[kind], id);
  return found;
}

/** What a bulk deletion names. Failures: 8540, 8549 it was deleted before. */
export async function requireParent<K extends ApiKind>(
  project: Project,
  kind: K,
  id: string,
): Promise<AppliedResource<K>> {
  const found = await findById(project, kind, id);
  if (found !== undefined) return found;
  const { store } = await project.adapters();
  const deleted = isUuid(id) ? await store.resources.deleted({ kind, id: id.toLowerCase() }) : [];
  throw deleted.length > 0 ? gone(senseiKinds[kind], id) : notFound(senseiKinds[kind], id);
}

/** The resource at an address that something refers to, if it is (still) there. */
export async function findAt<K extends Kind>(
  project: Project,
  address: Address<K>,
): Promise<AppliedResource<K> | undefined> {
  const found = unwrap(await findResource(project, address));
  return found !== undefined && isAt(found, address) ? found : undefined;
}

function isAt<K extends Kind>(
  found: AppliedResource,
  address: Address<K>,
): found is AppliedResource<K> & AppliedResource {
  return found.address === address;
}

/** `undefined` where there is none, or none any more. */
export async function findById<K extends ApiKind>(
  project: Project,
  kind: K,
  id: string,
): Promise<AppliedResource<K> | undefined> {
  // An address is no id: ids of the API are the same before and after a rename.
  if (!isUuid(id)) return undefined;
  const found = unwrap(await findResource(project, id.toLowerCase()));
  return found !== undefined && isKind(found, kind) ? found : undefined;
}

function isKind<K extends Kind>(
  found: AppliedResource,
  kind: K,
): found is AppliedResource<K> & AppliedResource {
  return found.kind === kind;
}

export function isUuid(text: string): boolean {
  return /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text);
}
