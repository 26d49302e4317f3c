/** The routes that engines, mlInstances, experiments and mlServices have alike. */
import type { Project } from "@mlx/app";
import type { Address, AppliedResource } from "@mlx/core";
import { type TSchema, Type } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import type { Collection } from "../listing/list-page.ts";
import { parseListQuery } from "../listing/list-query.ts";
import type { View } from "../listing/list-views.ts";
import type { Properties } from "../listing/properties.ts";
import { answer, type Profile } from "../media-types.ts";
import { answerSuccess } from "../messages.ts";
import { answers, ListQuerySchema, listingOf, refusals, SenseiMessageSchema } from "../schemas.ts";
import { answerItem } from "./answer-item.ts";
import { removeResources } from "./declare.ts";
import { type ApiKind, requireResource } from "./find-resources.ts";
import { expectedRevisions } from "./if-match.ts";
import { listOfKind, type Present } from "./list-resources.ts";

/** How the API has a kind of resource. */
export interface KindInApi<K extends ApiKind> {
  readonly kind: K;
  /** Its list, in paths and as a tag: `mlServices`. */
  readonly plural: string;
  /** Its id, in paths. */
  readonly idName: string;
  readonly profile: Profile;
  readonly listing: Profile;
  readonly schema: TSchema;
  readonly collection: Collection;
  /** What lists can be filtered and ordered by. */
  readonly properties: Properties;
  readonly viewAll: Present<K>;
  readonly view: (project: Project, resource: AppliedResource<K>) => Promise<View>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
}

/** GET of the list, and of one. */
export function addReadRoutes<K extends ApiKind>(
  scope: ApiScope,
  of: KindInApi<K>,
  { list, get }: { readonly list: Operation; readonly get: Operation },
): void {
  const tags = [of.plural];
  scope.get(
    `/${of.plural}`,
    {
      schema: {
        tags,
        ...list,
        querystring: ListQuerySchema,
        response: answers(200, of.listing, listingOf(of.schema), refusals.list),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const query = parseListQuery(request.query, of.properties);
      return answer(reply, of.listing, await listOfKind(project, of.kind, of.collection, query, of.viewAll));
    },
  );
  scope.get(
    `/${of.plural}/:${of.idName}`,
    {
      schema: {
        tags,
        ...get,
        params: paramsOf(of),
        response: answers(200, of.profile, of.schema, refusals.get),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const resource = await requireResource(project, of.kind, request.params[of.idName] ?? "");
      return answerItem(reply, of.profile, resource, await of.view(project, resource));
    },
  );
}

interface Deletion<K extends ApiKind> extends Operation {
  /** What the contract says when it is done. */
  readonly detail: string;
  /** The resource with all that goes with it; throws where it may not go. */
  readonly below: (project: Project, resource: AppliedResource<K>) => Promise<readonly Address[]>;
}

/** DELETE of one, with `If-Match`. */
export function addDeleteRoute<K extends ApiKind>(
  scope: ApiScope,
  of: KindInApi<K>,
  { detail, below, ...operation }: Deletion<K>,
): void {
  scope.delete(
    `/${of.plural}/:${of.idName}`,
    {
      schema: {
        tags: [of.plural],
        ...operation,
        params: paramsOf(of),
        response: answers(200, "api-response", SenseiMessageSchema, refusals.delete),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const resource = await requireResource(project, of.kind, request.params[of.idName] ?? "");
      const expected = expectedRevisions(request, resource);
      await removeResources(project, () => below(project, resource), expected);
      return answerSuccess(reply, detail);
    },
  );
}

function paramsOf({ idName }: { readonly idName: string }) {
  return Type.Object({ [idName]: Type.String({ description: "UUID." }) });
}
