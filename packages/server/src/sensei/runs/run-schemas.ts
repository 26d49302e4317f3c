/** The shapes of runs, for the API's description. */
import { Type } from "typebox";
import { MLInstanceTaskSchema, stored } from "../schemas.ts";

const text = (description: string) => Type.Optional(Type.String({ description }));

export const RunSchema = Type.Object(
  {
    ...stored,
    mode: Type.String({
      description: "`train`, `score` or `featurePipeline`, also `preprocess` and `evaluate`; in any case.",
    }),
    description: text("Any text."),
    experimentId: Type.Optional(Type.String({ readOnly: true })),
    createdBySchedule: Type.Optional(Type.Boolean({ readOnly: true })),
    tasks: Type.Optional(
      Type.Array(MLInstanceTaskSchema, {
        description: "Asked: over those of the instance, by key. Answered: all that the run was made with.",
      }),
    ),
    tags: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { additionalProperties: true },
);

export const RunStatusSchema = Type.Object({
  id: Type.String({ description: "Of the experiment." }),
  name: Type.String(),
  experimentRunId: Type.String(),
  description: text("Of the run."),
  deleted: Type.Boolean(),
  status: Type.Object({
    tasks: Type.Array(
      Type.Object({
        id: Type.String({ description: "Of the model that a train task made, else of the run." }),
        name: Type.String(),
        state: Type.Union(
          (["PENDING", "RUNNING", "RETRY", "DONE", "FAILED", "ABORTED"] as const).map((state) =>
            Type.Literal(state),
          ),
        ),
        message: text("Why it stands so."),
        started: Type.Optional(Type.String({ format: "date-time" })),
        ended: Type.Optional(Type.String({ format: "date-time" })),
        tasklogs: Type.Array(
          Type.Object({
            name: Type.String({ description: "`execution`, `stdout` or `stderr`." }),
            url: Type.String({ description: "Good for a day, without any header." }),
          }),
        ),
      }),
    ),
  }),
});
