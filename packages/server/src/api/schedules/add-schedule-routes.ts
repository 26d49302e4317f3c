import {
  createBackfill,
  listSchedules,
  nextFires,
  pauseSchedules,
  planBackfill,
  resumeSchedules,
  scheduleHistory,
} from "@mlx/app";
import { tickOutcomes } from "@mlx/core";
import { backfillDocument, describeEntry, describeSchedule, describeScheduleAlone } from "@mlx/documents";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { cursorNumber, pageBefore, pageOfAll } from "../page.ts";
import { pageAsked } from "../resources/add-resource-routes.ts";
import { answers, pageOf, pageQuery } from "../schemas/answers.ts";
import {
  BackfillSchema,
  NextFireSchema,
  ScheduleAloneSchema,
  ScheduleSchema,
  TickSchema,
} from "../schemas/other-schemas.ts";
import { named } from "../schemas/schema.ts";

const tags = ["schedules"];
const strict = { additionalProperties: false } as const;
const ExperimentParams = Type.Object({
  experiment: Type.String({ description: "the experiment's name, with its key: `retail-nightly`" }),
});

const Changed = named(
  "ChangedSchedule",
  Type.Object({
    schedule: ScheduleAloneSchema,
    changed: Type.Boolean({ description: "false: it stood like that already" }),
  }),
);

export function addScheduleRoutes(scope: ApiScope): void {
  scope.get(
    "/schedules",
    {
      schema: {
        operationId: "listSchedules",
        tags,
        summary: "The schedules by address, with how they stand",
        querystring: Type.Object(pageQuery(50)),
        response: answers(200, pageOf("SchedulePage", ScheduleSchema)),
      },
    },
    async ({ admission: { project }, query }) =>
      pageOfAll(unwrap(await listSchedules(project)).schedules, pageAsked(query), describeSchedule),
  );

  scope.get(
    "/schedules/next",
    {
      schema: {
        operationId: "listNextFires",
        tags,
        summary: "What fires next, soonest first",
        querystring: Type.Object({
          experiment: Type.Optional(Type.Array(Type.String(), { description: "of all where absent" })),
          count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 20 })),
          until: Type.Optional(Type.String({ description: "a time, a date, or how far ahead (`2d`)" })),
        }),
        response: answers(
          200,
          named("NextFires", Type.Object({ fires: Type.Array(NextFireSchema) })),
          [404, 422],
        ),
      },
    },
    async ({ admission: { project }, query: { experiment = [], count = 20, until } }) => {
      const range = until === undefined ? {} : { until };
      const experiments = experiment.map(scheduleOf);
      return { fires: unwrap(await nextFires(project, { experiments, count, ...range })) };
    },
  );

  scope.get(
    "/schedules/history",
    {
      schema: {
        operationId: "listTicks",
        tags,
        summary: "What became of nominal times, newest first",
        querystring: Type.Object({
          experiment: Type.Optional(Type.String({ description: "of all where absent" })),
          outcome: Type.Optional(Type.Array(Type.Enum([...tickOutcomes]), { description: "any of these" })),
          ...pageQuery(50),
        }),
        response: answers(200, pageOf("TickPage", TickSchema), [404]),
      },
    },
    async ({ admission: { project }, query: { experiment, outcome, limit = 50, cursor } }) => {
      const entries = unwrap(
        await scheduleHistory(project, {
          limit: limit + 1,
          ...(experiment === undefined ? {} : { experiment: scheduleOf(experiment) }),
          ...(outcome === undefined ? {} : { outcomes: outcome }),
          ...(cursor === undefined ? {} : { before: cursorNumber(cursor, "before") }),
        }),
      );
      return pageBefore(entries, limit, { seqOf: ({ tick }) => tick.seq, describe: describeEntry });
    },
  );

  scope.post(
    "/schedules/:experiment/pause",
    {
      schema: {
        operationId: "pauseSchedule",
        tags,
        summary: "Nothing of the experiment fires until it is resumed",
        params: ExperimentParams,
        body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 2000 })) }, strict),
        response: answers(200, Changed, [404]),
      },
    },
    async ({ admission: { project }, params, body }) => {
      const experiments = [scheduleOf(params.experiment)];
      return describeChanged(unwrap(await pauseSchedules(project, { experiments, ...body })));
    },
  );

  scope.post(
    "/schedules/:experiment/resume",
    {
      schema: {
        operationId: "resumeSchedule",
        tags,
        summary: "It fires again from now on; what would have fired meanwhile is not made up for",
        params: ExperimentParams,
        response: answers(200, Changed, [404]),
      },
    },
    async ({ admission: { project }, params }) => {
      const experiments = [scheduleOf(params.experiment)];
      return describeChanged(unwrap(await resumeSchedules(project, { experiments })));
    },
  );

  scope.post(
    "/schedules/:experiment/backfill",
    {
      schema: {
        operationId: "backfill",
        tags,
        summary: "Queues runs for the nominal times of a range in the past",
        params: ExperimentParams,
        body: Type.Object(
          {
            from: Type.String({ description: "a time or a date of the schedule's zone, inclusive" }),
            until: Type.String({ description: "inclusive" }),
            again: Type.Optional(
              Type.Boolean({ description: "also times that have a run which succeeded or is under way" }),
            ),
            maxRunning: Type.Optional(Type.Integer({ minimum: 1, description: "so many at once" })),
            dryRun: Type.Optional(Type.Boolean({ description: "only tell which times" })),
          },
          strict,
        ),
        response: answers(200, BackfillSchema, [404, 422]),
      },
    },
    async ({ admission: { project }, params, body: { dryRun, maxRunning, again = false, ...range } }) => {
      const experiment = scheduleOf(params.experiment);
      const plan = unwrap(await planBackfill(project, { experiment, again, ...range }));
      if (dryRun) return backfillDocument({ plan });
      const limit = maxRunning === undefined ? {} : { maxRunning };
      return backfillDocument({ plan, created: unwrap(await createBackfill(project, { plan, ...limit })) });
    },
  );
}

/** An address, or the name alone. */
function scheduleOf(text: string): string {
  return text.includes("/") ? text : `experiment/${text}`;
}

function describeChanged([one]: readonly {
  readonly schedule: Parameters<typeof describeScheduleAlone>[0];
  readonly changed: boolean;
}[]) {
  return one === undefined
    ? undefined
    : { schedule: describeScheduleAlone(one.schedule), changed: one.changed };
}
