import type { JsonObject } from "./json.ts";

/** What somebody measured, and of what; the Sensei API's Insight. The things that it names need not exist. */
export interface Insight {
  /** UUID. */
  readonly id: string;
  readonly context: { readonly [name in InsightSubject]?: string };
  readonly events?: { readonly name: string; readonly eventValues: JsonObject };
  readonly metrics: readonly InsightMetric[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const insightSubjects = [
  ...["clientId", "notebookId", "engineId", "mlInstanceId", "experimentId", "experimentRunId"],
  ...["modelId", "dataSetId"],
] as const;
export type InsightSubject =
  | "clientId"
  | "notebookId"
  | "engineId"
  | "mlInstanceId"
  | "experimentId"
  | "experimentRunId"
  | "modelId"
  | "dataSetId";

export interface InsightMetric {
  readonly name: string;
  /** A number as text, as the API has it. */
  readonly value: string;
  /** E.g. `double`. */
  readonly valueType: string;
}
