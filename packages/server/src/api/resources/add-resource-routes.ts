import {
  findDrifted,
  findResource,
  listResources,
  type Project,
  readHistory,
  restoreResource,
} from "@mlx/app";
import { type Address, type AppliedResource, isAddress, type Kind, kinds } from "@mlx/core";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { noSuchResource } from "../errors.ts";
import { pageOfAll } from "../page.ts";
import { answers, pageOf, pageQuery } from "../schemas/answers.ts";
import { AddressParams, ResourceSchema, RevisionSchema } from "../schemas/resource-schemas.ts";
import { describeResource, describeRevision } from "./describe-resource.ts";

const tags = ["resources"];

/** What was applied, or made through the API. */
export function addResourceRoutes(scope: ApiScope): void {
  scope.get(
    "/resources",
    {
      schema: {
        operationId: "listResources",
        tags,
        summary: "Resources by kind, in the order of their creation",
        description:
          "`managed=false`: those that no file declares; `drifted=true`: those that the API changed.",
        querystring: Type.Object({
          kind: Type.Optional(Type.Enum([...kinds])),
          managed: Type.Optional(Type.Boolean()),
          drifted: Type.Optional(Type.Boolean()),
          ...pageQuery(50),
        }),
        response: answers(200, pageOf("ResourcePage", ResourceSchema)),
      },
    },
    async ({ admission: { project }, query }) => {
      const drifted = unwrap(await findDrifted(project));
      const all: AppliedResource[] = [];
      for (const kind of query.kind === undefined ? kinds : [query.kind])
        all.push(...unwrap(await listResources<Kind>(project, kind)));
      const wanted = all.filter(
        ({ unmanaged, address }) =>
          (query.managed === undefined || (unmanaged !== true) === query.managed) &&
          (query.drifted === undefined || drifted.has(address) === query.drifted),
      );
      return pageOfAll(wanted, pageAsked(query), (resource) => describeResource(resource, drifted));
    },
  );

  scope.get(
    "/resources/:id",
    {
      schema: {
        operationId: "getResourceById",
        tags,
        summary: "A resource by its UUID",
        params: Type.Object({ id: Type.String({ description: "UUID" }) }),
        response: answers(200, ResourceSchema, [404]),
      },
    },
    ({ admission: { project }, params }) => showResource(project, params.id),
  );

  scope.get(
    "/resources/:kind/:name",
    {
      schema: {
        operationId: "getResource",
        tags,
        summary: "A resource by its address",
        params: AddressParams,
        response: answers(200, ResourceSchema, [404]),
      },
    },
    ({ admission: { project }, params }) => showResource(project, addressOf(params)),
  );

  scope.get(
    "/resources/:kind/:name/revisions",
    {
      schema: {
        operationId: "listRevisions",
        tags,
        summary: "The revisions of a resource, newest first; also of one that was deleted",
        params: AddressParams,
        querystring: Type.Object(pageQuery(20)),
        response: answers(200, pageOf("RevisionPage", RevisionSchema), [404]),
      },
    },
    async ({ admission: { project }, params, query }) => {
      const address = addressOf(params);
      const limit = Number.MAX_SAFE_INTEGER;
      const { revisions = [] } = unwrap(await readHistory(project, { address, limit }));
      if (revisions.length === 0) throw noSuchResource(address);
      return pageOfAll(revisions, pageAsked(query), describeRevision);
    },
  );

  scope.post(
    "/resources/:kind/:name/restore",
    {
      schema: {
        operationId: "restoreResource",
        tags,
        summary: "Brings back what was deleted through the API, with the id that it had",
        params: AddressParams,
        response: answers(200, ResourceSchema, [404, 409, 422]),
      },
    },
    async ({ admission: { project }, params }) => {
      const restored = unwrap(await restoreResource(project, addressOf(params)));
      return describeResource(restored, unwrap(await findDrifted(project)));
    },
  );
}

async function showResource(project: Project, idOrAddress: string) {
  const found = unwrap(await findResource(project, idOrAddress));
  if (found === undefined) throw noSuchResource(idOrAddress);
  return describeResource(found, unwrap(await findDrifted(project)));
}

/** Failure: 8581. */
function addressOf({ kind, name }: { readonly kind: Kind; readonly name: string }): Address {
  const address = `${kind}/${name}`;
  if (!isAddress(address)) throw noSuchResource(JSON.stringify(address));
  return address;
}

/** A page as its query asks for it. */
export function pageAsked({ limit = 50, cursor }: { limit?: number; cursor?: string }) {
  return { limit, ...(cursor === undefined ? {} : { cursor }) };
}
