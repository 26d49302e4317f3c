import { tickOutcomes, tokenScopes } from "@mlx/core";
import Type from "typebox";
import { anyObject, mapOf, named, nullable, number, text, time, uuid } from "./schema.ts";

const Tick = {
  seq: Type.Integer(),
  experiment: text("its address"),
  nominal: time("that the expression denotes"),
  range: nullable(anyObject("of several with the same outcome: the last, and how many")),
  outcome: Type.Enum([...tickOutcomes]),
  message: nullable(text("why")),
  run: nullable(text("that it started")),
  evaluatedAt: time("when it was decided"),
};

const NextFire = Type.Object({
  experiment: text("its address"),
  at: time("in UTC"),
  local: text("in the schedule's zone"),
  timezone: text("IANA name"),
  shifted: Type.Optional(Type.Boolean()),
});
export const NextFireSchema = named("NextFire", NextFire);

const alone = {
  experiment: text("its address"),
  spec: anyObject("cron, zone, window, what happens to what was missed, to what overlaps"),
  anchor: time("nothing before it counts as missed"),
  lastEvaluated: time("all before it is decided"),
  paused: nullable(anyObject("when, by whom and why")),
};
export const ScheduleAloneSchema = named("ScheduleAlone", Type.Object(alone));

export const ScheduleSchema = named(
  "Schedule",
  Type.Object({
    ...alone,
    state: text("`ACTIVE`, `PAUSED`, `COMPLETED`, …"),
    next: nullable(NextFireSchema),
    decidedUntil: nullable(Type.String()),
    lastTick: nullable(Type.Object(Tick)),
    lastRun: nullable(Type.Object({ id: Type.String(), state: Type.String() })),
  }),
);

export const TickSchema = named(
  "Tick",
  Type.Object({
    ...Tick,
    runState: nullable(text("of its run now")),
    runReason: nullable(text("of its run now")),
  }),
);

export const BackfillSchema = named(
  "Backfill",
  Type.Object({
    kind: Type.Literal("backfill"),
    id: uuid("of the backfill"),
    experiment: text("its address"),
    timezone: text("IANA name"),
    created: Type.Integer({ description: "how many runs were made" }),
    hasDaemon: nullable(Type.Boolean({ description: "somebody lives who works on them" })),
    times: Type.Array(
      Type.Object({
        nominal: time("of the run"),
        windowStart: nullable(Type.String()),
        run: nullable(Type.String()),
        skipped: nullable(text("`done` or `under-way`")),
      }),
    ),
  }),
);

export const ServiceSchema = named(
  "Service",
  Type.Object({
    service: text("its address"),
    description: nullable(Type.String()),
    tags: mapOf(Type.String()),
    enabled: Type.Boolean(),
    instance: text("its address"),
    creation: nullable(text("how it came to be: `run`, `scored`, `scheduled` or `once`")),
    selector: anyObject("which version is meant"),
    model: nullable(text("the version that is meant now")),
    metrics: mapOf(number),
    waitsFor: nullable(text("while it has no model: what has to be there")),
    training: nullable(anyObject("experiment, schedule, last run")),
    scoring: nullable(anyObject("experiment, schedule, last run")),
    serve: nullable(anyObject("as it is declared")),
    endpoint: nullable(anyObject("where it answers, and how that stands")),
    troubles: Type.Array(Type.String()),
  }),
);

export const DatasetSchema = named(
  "Dataset",
  Type.Object({
    id: Type.String({ pattern: "^[0-9a-f]{24}$", description: "as the Sensei API names it" }),
    address: text("`dataset/name`"),
    managed: Type.Boolean({ description: "a file declares it" }),
    path: text("relative to the project"),
    format: text("of its files"),
    description: nullable(Type.String()),
    revision: Type.Integer(),
    fingerprint: nullable(text("over its files, as last written down")),
    createdAt: time("when"),
    updatedAt: time("of this revision"),
    rows: Type.Optional(Type.Integer({ description: "with `profile`" })),
    columns: Type.Optional(Type.Array(Type.Object({ name: Type.String(), type: Type.String() }))),
    problem: Type.Optional(text("with `profile`: why it cannot be read")),
  }),
);

export const TokenSchema = named(
  "Token",
  Type.Object({
    id: uuid("of the token; not its text"),
    user: text("whose name stands on what is done with it"),
    description: nullable(Type.String()),
    scope: Type.Enum([...tokenScopes]),
    org: nullable(text("the only organisation that it is for")),
    sandbox: nullable(text("the only sandbox that it is for")),
    createdAt: time("when"),
    createdBy: Type.String(),
    madeWith: nullable(uuid("of the token that it was made with, and is revoked with")),
    expiresAt: nullable(time("null: it does not")),
    revokedAt: nullable(time("when")),
    lastUsedAt: nullable(time("to the minute")),
  }),
);

export const AuditEntrySchema = named(
  "AuditEntry",
  Type.Object({
    seq: Type.Integer(),
    at: time("when"),
    requestId: Type.String(),
    token: nullable(text("its id")),
    user: Type.String(),
    namespace: text("that it went to"),
    remote: text("of the client"),
    method: Type.String(),
    path: Type.String(),
    status: Type.Integer(),
  }),
);
