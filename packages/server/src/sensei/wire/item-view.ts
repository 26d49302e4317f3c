import type { AppliedResource, JsonObject } from "@mlx/core";
import type { View } from "../listing/list-views.ts";

/** Fields that the server says, whatever a client sends. */
const readOnly: ReadonlySet<string> = new Set(["id", "created", "createdBy", "updated", "deleted", "_links"]);

/** What is kept of a body: all but what is the server's to say, and what is null. */
export function keptBody(body: JsonObject, alsoWithout: readonly string[] = []): JsonObject {
  return Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) => !readOnly.has(name) && value !== null && !alsoWithout.includes(name),
    ),
  );
}

export interface ItemView {
  /** Of the resource: `/data/sensei/engines/ID`. */
  readonly path: string;
  /** Fields that a list has not. */
  readonly onlyInItem: readonly string[];
  /** What the spec says, in the API's words. */
  readonly said: JsonObject;
  /** What the server always says, over everything else. */
  readonly computed?: JsonObject;
}

/**
 * A resource as the API has it: as its client said it while that is what the resource is; what has been changed
 * since by files is taken from the spec.
 */
export function itemView(
  resource: AppliedResource,
  { path, onlyInItem, said, computed = {} }: ItemView,
): View {
  const { id, createdAt, createdBy, updatedAt, wire, digest } = resource;
  const fields =
    wire?.digest === digest
      ? { ...computed, ...wire.body }
      : { ...said, ...unsaid(wire?.body, said, onlyInItem) };
  const full = {
    id,
    ...fields,
    ...computed,
    created: createdAt,
    ...(createdBy === undefined ? {} : { createdBy: { userId: createdBy } }),
    updated: updatedAt,
    deleted: false,
    _links: { self: { href: path } },
  };
  return {
    full,
    summary: Object.fromEntries(
      Object.entries(full).filter(
        ([name]) => !onlyInItem.includes(name) && name !== "tags" && name !== "_links",
      ),
    ),
  };
}

/** What a client said that the language has no word for: its free name, where its repository is. */
function unsaid(body: JsonObject | undefined, said: JsonObject, specified: readonly string[]): JsonObject {
  if (body === undefined) return {};
  const isSaid = (name: string) =>
    name in said || specified.includes(name) || ["description", "tags"].includes(name);
  return {
    ...Object.fromEntries(Object.entries(body).filter(([name]) => !isSaid(name))),
    ...(typeof body.name === "string" ? { name: body.name } : {}),
  };
}

/** Description and tags of a spec. */
export function commonFields({ spec: { description, tags } }: AppliedResource): JsonObject {
  return {
    ...(description === undefined ? {} : { description }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  };
}
