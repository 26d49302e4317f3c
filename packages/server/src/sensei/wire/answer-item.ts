import type { AppliedResource } from "@mlx/core";
import type { FastifyReply } from "fastify";
import type { View } from "../listing/list-views.ts";
import { answer, type Profile } from "../media-types.ts";
import { etagOf } from "./if-match.ts";

const bodies = new WeakMap<View, Buffer>();

/** A resource, with its revision as `ETag`. */
export function answerItem(
  reply: FastifyReply,
  profile: Profile,
  resource: Pick<AppliedResource, "revision">,
  view: View,
): FastifyReply {
  let body = bodies.get(view);
  if (body === undefined) {
    body = Buffer.from(JSON.stringify(view.full));
    bodies.set(view, body);
  }
  reply.header("etag", etagOf(resource));
  return answer(reply, profile, body);
}

/** One that was made: with its place. `path`: of the list. */
export function answerCreated(
  reply: FastifyReply,
  profile: Profile,
  path: string,
  resource: AppliedResource,
  view: View,
): FastifyReply {
  reply.header("etag", etagOf(resource)).header("location", `${path}/${resource.id}`);
  return answer(reply, profile, view.full, 201);
}
