import { kinds } from "@mlx/core";
import Type from "typebox";
import { anyObject, named, nullable, text, time, uuid } from "./schema.ts";

export const ResourceSchema = named(
  "Resource",
  Type.Object({
    id: uuid("the Sensei API's id of it, unless it is a dataset"),
    datasetId: Type.Optional(text("of a dataset: the Sensei API's 24 digits")),
    address: text("`kind/name`, or `kind/name[key]`"),
    kind: Type.Enum([...kinds]),
    managed: Type.Boolean({ description: "files declare it; else it was made through the API" }),
    drifted: Type.Boolean({
      description: "files declare it, and the API changed it since they were applied",
    }),
    revision: Type.Integer({ minimum: 1 }),
    digest: text("over all that decides what it means"),
    spec: anyObject("in canonical form, as `mlx plan` compares it"),
    references: Type.Array(Type.String(), { description: "addresses that it refers to" }),
    createdAt: time("when it was made"),
    createdBy: nullable(text("who made it")),
    updatedAt: time("of this revision"),
    updatedBy: nullable(text("who made this revision")),
  }),
);

export const RevisionSchema = named(
  "Revision",
  Type.Object({
    revision: Type.Integer({ minimum: 1 }),
    apply: text("that made it"),
    serial: Type.Integer(),
    at: time("when"),
    actor: nullable(Type.String()),
    via: Type.Enum(["files", "api"]),
    deleted: Type.Boolean({ description: "the revision is a deletion" }),
    spec: nullable(anyObject("as it was by then")),
  }),
);

export const ApplySchema = named(
  "Apply",
  Type.Object({
    id: uuid("of the apply"),
    serial: Type.Integer({ description: "of the store after it" }),
    at: time("when"),
    actor: text("who"),
    command: text("`apply`, `destroy` or `api`"),
    via: Type.Enum(["files", "api"]),
    git: nullable(anyObject("the commit, where there was one")),
    summary: anyObject("how many were created, updated, moved, imported, deleted"),
    changes: Type.Array(anyObject("what happened to which resource, and why")),
  }),
);

export const PlanSchema = named(
  "Plan",
  Type.Object({
    kind: Type.Literal("plan"),
    project: Type.String(),
    environment: Type.Optional(Type.String()),
    installation: text("whose store it was made against"),
    serial: Type.Integer({ description: "of the store; an apply names it" }),
    digest: text("over what an apply would do; an apply names it"),
    configDigest: text("over the files"),
    createdAt: time("when"),
    changes: Type.Array(anyObject("in the order in which they would be applied")),
    consequences: Type.Array(anyObject("what they mean for models and runs")),
    runs: Type.Array(anyObject("that an apply would start")),
    drift: Type.Array(anyObject("what the API changed of what files declare")),
    unmanaged: Type.Array(Type.String(), { description: "addresses that no file declares" }),
    hints: Type.Array(anyObject("worth knowing")),
    blocks: Type.Array(anyObject("why it may not be applied as it is")),
    summary: anyObject("counts"),
    warnings: Type.Array(anyObject("diagnostics of the files")),
    profiles: anyObject("rows and columns of datasets, by address, where asked for"),
  }),
);

export const AppliedSchema = named(
  "Applied",
  Type.Object({
    kind: Type.Literal("apply"),
    project: Type.String(),
    environment: nullable(Type.String()),
    changed: Type.Boolean({ description: "false: there was nothing to do" }),
    id: nullable(text("of the apply")),
    serial: Type.Integer({ description: "of the store now" }),
    at: nullable(time("when")),
    actor: nullable(Type.String()),
    git: nullable(anyObject("the commit")),
    configDigest: Type.String(),
    summary: anyObject("counts"),
    changes: Type.Array(anyObject("what happened to which resource, and why")),
    consequences: Type.Array(anyObject("what they mean for models and runs")),
    announced: Type.Array(anyObject("runs that it started, or that wait for what they need")),
    pinned: Type.Array(anyObject("images that mlx.lock has now")),
  }),
);

export const AddressParams = Type.Object({
  kind: Type.Enum([...kinds]),
  name: Type.String({ description: "with its key, where it has one: `forecast[eu]`" }),
});
