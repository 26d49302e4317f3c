/** The shapes of the Sensei API, for its description: what comes in is checked by hand, field by field. */
import { type TSchema, Type } from "typebox";
import { mediaType, type Profile } from "./media-types.ts";

const text = (description: string) => Type.Optional(Type.String({ description }));

export const ListQuerySchema = Type.Object({
  start: text("Index of the first item, from 0."),
  limit: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 100, default: 25, description: "Items of a page." }),
  ),
  orderby: text(
    "Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default.",
  ),
  property: text(
    "Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`.",
  ),
});

/** A computed name is any text to the compiler, and the routes want theirs. */
export function idParams<const N extends string>(name: N) {
  return Type.Object({ [name]: Type.String({ description: "UUID." }) } as Record<
    N,
    ReturnType<typeof Type.String>
  >);
}

export const SenseiMessageSchema = Type.Object({
  type: text("Identifies the kind of problem."),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  additionalDetails: Type.Optional(Type.Record(Type.String(), Type.String())),
});

const Link = Type.Object({
  href: Type.String(),
  templated: Type.Optional(Type.Boolean()),
  type: Type.Optional(Type.String()),
  method: Type.Optional(Type.String()),
});

const Tags = Type.Optional(
  Type.Record(Type.String(), Type.String(), { description: "The client's own names." }),
);

/** Of every stored resource; all of it is the server's to say. */
export const stored = {
  id: Type.Optional(Type.String({ readOnly: true, description: "UUID." })),
  created: Type.Optional(Type.String({ readOnly: true, format: "date-time" })),
  createdBy: Type.Optional(Type.Object({ userId: Type.Optional(Type.String()) }, { readOnly: true })),
  updated: Type.Optional(Type.String({ readOnly: true, format: "date-time" })),
  deleted: Type.Optional(Type.Boolean({ readOnly: true })),
  _links: Type.Optional(Type.Record(Type.String(), Link, { readOnly: true })),
};

const named = {
  name: Type.String({ minLength: 1, maxLength: 256 }),
  description: text("May be empty."),
  tags: Tags,
};

export const MLInstanceTaskSchema = Type.Object(
  {
    name: Type.String({
      description: "`train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case.",
    }),
    parameters: Type.Optional(
      Type.Array(
        Type.Object({
          key: Type.String(),
          value: Type.Optional(Type.Unknown({ description: "A text; other values are taken too." })),
          secret: Type.Optional(Type.Boolean({ description: "Kept encrypted, and told as `***`." })),
        }),
      ),
    ),
    specification: Type.Optional(
      Type.Object(
        { type: Type.Optional(Type.String({ description: "`ContainerTaskSpec` or `SparkTaskSpec`." })) },
        { additionalProperties: true },
      ),
    ),
    datasets: Type.Optional(Type.Object({}, { additionalProperties: true })),
  },
  { additionalProperties: true },
);

const ScheduleSchema = Type.Object({
  cron: Type.String({ description: "Five fields." }),
  startTime: text("A date, a time of UTC, or RFC 3339."),
  endTime: text("As startTime; inclusive."),
});

export const EngineSchema = Type.Object(
  {
    ...stored,
    ...named,
    type: text("`Python`, `R`, `Tensorflow`, `PySpark` or `Spark`."),
    algorithm: text("`Classification`, `Regression`, `Custom` or `fp`."),
    mlLibrary: text("As sent."),
    language: Type.Optional(Type.Array(Type.String())),
    documentationUrl: text("As sent."),
    iconUrl: text("As sent."),
    gitRepo: text("As sent."),
    artifacts: Type.Optional(Type.Object({}, { additionalProperties: true })),
  },
  { additionalProperties: true },
);

export const MLInstanceSchema = Type.Object(
  {
    ...stored,
    ...named,
    engineId: Type.String({ description: "Of the engine." }),
    tasks: Type.Optional(Type.Array(MLInstanceTaskSchema)),
  },
  { additionalProperties: true },
);

export const ExperimentSchema = Type.Object(
  {
    ...stored,
    ...named,
    mlInstanceId: text("This, or mlInstanceQuery."),
    mlInstanceQuery: text("Conditions; the newest instance that meets them is taken when a run is made."),
    createdByService: Type.Optional(Type.Boolean({ readOnly: true })),
    workflowId: Type.Optional(Type.String({ readOnly: true, description: "Of a scheduled experiment." })),
    template: Type.Optional(
      Type.Object(
        {
          experimentRunId: text("As sent."),
          tasks: Type.Optional(Type.Array(MLInstanceTaskSchema)),
          schedule: Type.Optional(ScheduleSchema),
          notification: Type.Optional(
            Type.Object({
              email: text("Who is told."),
              emailOnRetry: Type.Optional(Type.Boolean()),
              emailOnFailure: Type.Optional(Type.Boolean()),
            }),
          ),
        },
        { additionalProperties: true },
      ),
    ),
  },
  { additionalProperties: true },
);

const Timeframe = Type.Optional(
  Type.Union([Type.Integer(), Type.String()], { description: "Minutes back from the run; 0 for all rows." }),
);

export const MLServiceSchema = Type.Object(
  {
    ...stored,
    ...named,
    mlInstanceId: text("Of the instance; may be left out where a training experiment or run is named."),
    trainingExperimentId: text("One is made where none is named."),
    trainingExperimentRunId: text("Its model scores; without it a training is run."),
    trainingDataSetId: text("Over the instance's."),
    trainingTimeframe: Timeframe,
    trainingSchedule: Type.Optional(ScheduleSchema),
    scoringExperimentId: Type.Optional(Type.String({ readOnly: true })),
    scoringDataSetId: text("Over the instance's."),
    scoringTimeframe: Timeframe,
    scoringSchedule: Type.Optional(ScheduleSchema),
  },
  { additionalProperties: true },
);

/** A list of what has the schema; its items are summaries. */
export function listingOf(item: TSchema): TSchema {
  return Type.Object({
    children: Type.Array(Type.Partial(item)),
    _page: Type.Object({
      orderby: Type.String(),
      property: Type.String(),
      start: Type.String(),
      totalCount: Type.Integer(),
      count: Type.Integer(),
      next: Type.Optional(Type.String()),
    }),
    _links: Type.Record(Type.String(), Link),
  });
}

/** A body of JSON; of what profile does not matter. */
export function jsonBody(profile: Profile, schema: TSchema) {
  return { content: { [mediaType(profile)]: { schema }, "application/json": { schema } } };
}

/** The answer, and all refusals that the contract names for the operation. */
export function answers(status: 200 | 201, profile: Profile, schema: TSchema, refusals: readonly number[]) {
  return {
    [status]: { description: "Done.", content: { [mediaType(profile)]: { schema } } },
    ...Object.fromEntries(
      refusals.map((refusal) => [
        refusal,
        {
          description: "Refused.",
          content: { [mediaType("api-response")]: { schema: SenseiMessageSchema } },
        },
      ]),
    ),
  };
}

/** What the contract has every operation of a sort refuse with. */
export const refusals = {
  get: [400, 401, 403, 404, 406, 500, 503],
  list: [400, 401, 403, 406, 500, 503],
  post: [400, 401, 403, 406, 415, 422, 500, 503],
  put: [400, 401, 403, 404, 406, 412, 415, 422, 500, 503],
  delete: [400, 401, 403, 404, 406, 409, 412, 500, 503],
  deleteAll: [400, 401, 404, 410, 500, 503],
} as const;
