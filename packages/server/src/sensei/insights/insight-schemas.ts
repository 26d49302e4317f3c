/** The shapes of insights, for the API's description. */
import { insightSubjects } from "@mlx/core";
import { Type } from "typebox";

export const InsightSchema = Type.Object(
  {
    id: Type.Optional(
      Type.String({ readOnly: true, description: "UUID; of what a run measured, the run's." }),
    ),
    context: Type.Optional(
      Type.Object(
        Object.fromEntries(insightSubjects.map((subject) => [subject, Type.Optional(Type.String())])),
        { description: "What was measured. The things that it names need not exist." },
      ),
    ),
    events: Type.Optional(
      Type.Object({
        name: Type.Optional(Type.String({ description: "What was done then, e.g. `fit`." })),
        eventValues: Type.Optional(Type.Object({}, { additionalProperties: true })),
      }),
    ),
    metrics: Type.Optional(
      Type.Array(
        Type.Object({
          name: Type.String(),
          value: Type.Unknown({ description: "A number as text." }),
          valueType: Type.Optional(Type.String({ description: "E.g. `double`, which it is by default." })),
        }),
      ),
    ),
    created: Type.Optional(Type.String({ readOnly: true, format: "date-time" })),
    updated: Type.Optional(Type.String({ readOnly: true, format: "date-time" })),
  },
  { additionalProperties: true },
);

export const DefaultMetricsSchema = Type.Object({
  children: Type.Array(Type.Object({ algorithm: Type.String(), defaultMetrics: Type.Array(Type.String()) })),
});
