import Type from "typebox";
import { anyObject, mapOf, named, nullable, number, text, time, uuid } from "./schema.ts";

const Artifact = Type.Object({
  digest: text("of its manifest"),
  files: Type.Integer(),
  size: Type.Integer({ description: "bytes" }),
});

const ofVersion = {
  ref: text("`model/x@v3`"),
  id: uuid("of the version"),
  model: text("its name"),
  number: Type.Integer({ minimum: 1 }),
  status: Type.Enum(["READY", "ARCHIVED", "DELETED"]),
  origin: Type.Enum(["run", "external"]),
  instance: nullable(text("that trained it")),
  experiment: nullable(text("that trained it")),
  run: nullable(text("that trained it")),
  registeredBy: Type.Optional(text("of one that was trained elsewhere")),
  source: Type.Optional(nullable(text("where one from elsewhere came from"))),
  metrics: mapOf(number, "as it was measured when it was made"),
  artifact: Artifact,
  signature: Type.Unknown({ description: "what it expects and answers, where that is known" }),
  description: nullable(Type.String()),
  tags: mapOf(Type.String()),
  inputs: nullable(anyObject("all that decided what the training made")),
  lineage: nullable(anyObject("git, software, apply")),
  createdAt: time("when it was made"),
  deleted: nullable(anyObject("when, by whom and why it was deleted")),
};

export const ModelVersionSchema = named("ModelVersion", Type.Object(ofVersion));

const listed = {
  ...ofVersion,
  latest: Type.Boolean(),
  aliases: Type.Array(Type.String()),
  stale: Type.Boolean({ description: "training now would make another" }),
  staleReasons: Type.Array(Type.String()),
};

export const ListedModelSchema = named("ListedModel", Type.Object(listed));

export const EvaluationSchema = named(
  "Evaluation",
  Type.Object({
    id: uuid("of the evaluation"),
    ref: text("of the version"),
    alias: text("that the policy is about"),
    verdict: Type.Enum(["passed", "failed", "waiting"]),
    against: nullable(text("the version that bore the alias then")),
    gates: Type.Array(anyObject("each condition, with its verdict and why")),
    policy: anyObject("as it was then"),
    actor: text("who had it judged"),
    at: time("when"),
  }),
);

const ManifestEntry = Type.Object({
  path: text("relative, with `/`"),
  size: Type.Integer({ description: "bytes" }),
  executable: Type.Boolean(),
  digest: text("SHA-256 of the content"),
});

export const FileListSchema = named(
  "FileList",
  Type.Object({ artifact: Artifact, files: Type.Array(ManifestEntry) }),
);

export const ShownModelSchema = named(
  "ShownModel",
  Type.Object({
    ...listed,
    pin: nullable(text("the version that git pins its alias to")),
    policy: nullable(anyObject("its promotion policy")),
    evaluations: Type.Array(EvaluationSchema),
    files: Type.Array(ManifestEntry),
    filesProblem: Type.Optional(text("why its files cannot be had")),
  }),
);

export const AliasMoveSchema = named(
  "AliasMove",
  Type.Object({
    seq: Type.Integer(),
    model: text("its name"),
    alias: Type.String(),
    from: nullable(text("`model/x@v2`")),
    to: nullable(text("`model/x@v3`")),
    how: Type.Enum(["promote", "rollback", "remove", "pin"]),
    actor: Type.String(),
    reason: nullable(Type.String()),
    evaluation: nullable(text("that let it pass")),
    apply: nullable(text("that pinned it")),
    at: time("when"),
  }),
);

export const ModelParams = Type.Object({
  model: Type.String({ description: "its name, as its instance's" }),
});
export const VersionParams = Type.Object({
  model: Type.String({ description: "its name, as its instance's" }),
  version: Type.String({ description: "a number, `latest`, or an alias" }),
});
