import {
  type Diagnostic,
  defaultMetrics,
  loadedModel,
  type MetricGoal,
  type MetricPoint,
  metricGoal,
  type RecipeAlgorithm,
  type RunRecord,
  stepsOf,
} from "@mlx/core";
import type { Chart } from "../charts/chart.ts";
import { makeCharts } from "../charts/make-charts.ts";
import { parameterText } from "../compare/parameter-text.ts";
import { plainText } from "../plain-text.ts";
import type { PlotFile, Point } from "../plots/plot.ts";
import { type Attachment, readPlots } from "../plots/read-plots.ts";

/** A run with all that a report tells of it. */
export interface ReportedRun {
  /** As people name it: `run 3f2a91bc`, `model/x@v3`. */
  readonly name: string;
  readonly record: RunRecord;
  /** Of its recipe, where that is still declared. */
  readonly algorithm?: RecipeAlgorithm;
  /** Of metrics that have several steps. */
  readonly history: { readonly [metric: string]: readonly MetricPoint[] };
  readonly files: readonly PlotFile[];
  /** What was found while they were read. */
  readonly findings: readonly Diagnostic[];
}

/** One or several runs, before they are shown as text, SVG or HTML. All texts are plain. */
export interface Report {
  readonly title: string;
  /** In the order in which the runs were named. */
  readonly names: readonly string[];
  readonly summary: readonly ReportRow[];
  readonly parameters: readonly ReportRow[];
  /** Those that models of this algorithm are judged by come first. */
  readonly metrics: readonly ReportMetric[];
  readonly charts: readonly Chart[];
  readonly attachments: readonly (Attachment & { readonly of: string })[];
  readonly findings: readonly Diagnostic[];
}

export interface ReportRow {
  readonly name: string;
  /** One per run; empty where it has none. */
  readonly values: readonly string[];
}

export interface ReportMetric {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
  /** One of the default set of the recipe's algorithm. */
  readonly isDefault: boolean;
  readonly goal?: MetricGoal;
}

export async function makeReport(runs: readonly ReportedRun[]): Promise<Report> {
  const read = await Promise.all(runs.map(async (run) => ({ run, ...(await readPlots(run.files)) })));
  const names = runs.map(({ name }) => plainText(name));
  return {
    title: names.join(", "),
    names,
    summary: rows(runs.map(({ record }) => summaryOf(record))),
    parameters: rows(runs.map(({ record }) => parametersOf(record))),
    metrics: metricsOf(runs),
    charts: makeCharts(
      read.map(({ run, plots }) => ({
        name: plainText(run.name),
        history: Object.entries(run.history).map(([name, points]) => ({
          name: plainText(name),
          points: points.map(({ step, value }): Point => [step, value]),
        })),
        plots,
      })),
    ),
    attachments: read.flatMap(({ run, attachments }) =>
      attachments.map((attachment) => ({ ...attachment, of: plainText(run.name) })),
    ),
    findings: read.flatMap(({ run, findings }) => [...run.findings, ...findings]),
  };
}

type Facts = readonly (readonly [name: string, value: string])[];

/** Names in the order in which they first come. */
function rows(facts: readonly Facts[]): readonly ReportRow[] {
  const maps = facts.map((each) => new Map(each));
  const names = [...new Set(maps.flatMap((map) => [...map.keys()]))];
  return names.map((name) => ({
    name: plainText(name),
    values: maps.map((map) => plainText(map.get(name) ?? "")),
  }));
}

function summaryOf(record: RunRecord): Facts {
  const { run, model, outputs } = record;
  const { status } = run;
  const message = "message" in status ? (status.message ?? "") : "";
  return present([
    ["run", run.id],
    ["state", status.state],
    ["reason", "reason" in status ? status.reason : undefined],
    ["message", message],
    [
      "task",
      stepsOf(run)
        .map(({ task }) => task)
        .join(", "),
    ],
    ["experiment", run.experiment],
    ["instance", run.instance],
    ["recipe", run.spec.recipe],
    [
      "data",
      [
        ...new Set(
          stepsOf(run).flatMap(({ spec }) => Object.values(spec.inputs).map(({ dataset }) => dataset)),
        ),
      ].join(", "),
    ],
    ["scored with", loadedModel(record)],
    ["model", model],
    ["outputs", outputs.map(({ channel }) => channel).join(", ")],
    ["created", run.createdAt],
    ["started", run.startedAt],
    ["ended", run.endedAt],
  ]);
}

function present(facts: readonly (readonly [string, string | undefined])[]): Facts {
  return facts.flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, value] as const],
  );
}

function parametersOf({ run }: RunRecord): Facts {
  const steps = stepsOf(run);
  return steps.flatMap(({ task, spec }) =>
    Object.entries(spec.parameters).map(
      ([name, value]) => [steps.length > 1 ? `${task}.${name}` : name, parameterText(value)] as const,
    ),
  );
}

function metricsOf(runs: readonly ReportedRun[]): readonly ReportMetric[] {
  const values = runs.map(({ record }) => new Map(record.metrics.map(({ name, last }) => [name, last])));
  const wanted = runs.flatMap(({ algorithm }) => (algorithm === undefined ? [] : defaultMetrics(algorithm)));
  const rankOf = (name: string) => {
    const rank = wanted.findIndex((each) => sameMetric(each, name));
    return rank === -1 ? wanted.length : rank;
  };
  return [...new Set(values.flatMap((each) => [...each.keys()]))]
    .toSorted((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
    .map((name) => {
      const goal = metricGoal(name);
      return {
        name: plainText(name),
        values: values.map((each) => each.get(name)),
        isDefault: rankOf(name) < wanted.length,
        ...(goal === undefined ? {} : { goal }),
      };
    });
}

/** `f-score` and `F_score` are one. */
function sameMetric(a: string, b: string): boolean {
  const bare = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return bare(a) === bare(b);
}
