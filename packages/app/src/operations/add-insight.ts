import {
  formatModelVersion,
  type Insight,
  type InsightMetric,
  insightSubjects,
  type Result,
  type Store,
  timestamp,
  toResult,
} from "@mlx/core";
import { findRun } from "@mlx/engine";
import { findModel } from "@mlx/models";
import { insightInvalid } from "../errors.ts";
import type { Project } from "../project.ts";

export interface AddInsightRequest {
  /** What it is about, by the names of the Sensei API. */
  readonly context: { readonly [subject: string]: string };
  /** As they were written. */
  readonly metrics: { readonly [name: string]: string };
  /** What was done when it was measured, e.g. `fit`. */
  readonly event?: string;
}

/** Keeps what was measured elsewhere, beside what runs measure. Failure: 8029. */
export function addInsight(project: Project, request: AddInsightRequest): Promise<Result<Insight>> {
  return toResult(async () => {
    const named = readContext(request.context);
    const metrics = readMetrics(request.metrics);
    const { store, ids, clock } = await project.adapters();
    const context = await resolveNames(named, store);
    const at = timestamp(clock.now());
    const insight: Insight = {
      id: ids.uuid(),
      context,
      ...(request.event === undefined ? {} : { events: { name: request.event, eventValues: {} } }),
      metrics,
      createdAt: at,
      updatedAt: at,
    };
    await store.insights.add(insight);
    return insight;
  });
}

function readContext(texts: AddInsightRequest["context"]): Insight["context"] {
  const entries = Object.entries(texts);
  if (entries.length === 0)
    throw insightInvalid("the insight", "says nothing of what it is about", "`--context modelId=model/x@v3`");
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const subject = insightSubjects.find((each) => each.toLowerCase() === name.toLowerCase());
      if (subject === undefined)
        throw insightInvalid(
          `--context ${name}=${value}`,
          "names nothing that an insight is about",
          `one of ${insightSubjects.join(", ")}`,
        );
      if (value.trim() === "")
        throw insightInvalid(`--context ${name}=`, "has no value", `\`--context ${subject}=…\``);
      return [subject, value];
    }),
  );
}

/** Of a run and of a model version that are there, the full names; all else stays as it was written. */
async function resolveNames(named: Insight["context"], store: Store): Promise<Insight["context"]> {
  const { experimentRunId: run, modelId: model } = named;
  const found = {
    experimentRunId:
      run === undefined ? undefined : await foundOr(run, async () => (await findRun(store, run)).id),
    modelId:
      model === undefined
        ? undefined
        : await foundOr(model, async () => formatModelVersion(await findModel(store.models, model, "show"))),
  };
  return {
    ...named,
    ...(found.experimentRunId === undefined ? {} : { experimentRunId: found.experimentRunId }),
    ...(found.modelId === undefined ? {} : { modelId: found.modelId }),
  };
}

async function foundOr(text: string, find: () => Promise<string>): Promise<string> {
  const found = await toResult(find);
  return found.ok ? found.value : text;
}

function readMetrics(texts: AddInsightRequest["metrics"]): readonly InsightMetric[] {
  const entries = Object.entries(texts);
  if (entries.length === 0) throw insightInvalid("the insight", "has no metric", "`--metric RMSE=84289.2`");
  return entries.map(([name, text]) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!Number.isFinite(value))
      throw insightInvalid(`--metric ${name}=${text}`, "is no number", "`--metric RMSE=84289.2`");
    return { name, value: String(value), valueType: "double" };
  });
}
