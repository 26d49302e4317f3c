import type { ListedModel, ModelList, ShownModel } from "@mlx/app";
import { formatModelVersion, isAddress, type ModelVersion } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { renderFacts } from "./facts.ts";
import { count, formatBytes, formatMoment, formatNumber, formatRelative, formatTime } from "./format.ts";
import { toPlainText } from "./layout.ts";
import { renderEvaluation } from "./model-evaluation.ts";
import { shellWord, shortDigest, shortId } from "./names.ts";
import { highlight } from "./prose.ts";
import { renderParameters, renderStepParameters } from "./run-detail.ts";
import { renderTable } from "./table.ts";

/** Versions, one a line; why a newest one is stale stands below. */
export function renderModels({ models, deleted }: ModelList, view: ViewOptions): string {
  const { colours } = view;
  const left =
    deleted === 0
      ? []
      : [highlight(`${count(deleted, "deleted version")} not shown (\`mlx models list --all\`)`, view)];
  if (models.length === 0)
    return left[0] ?? highlight("No models. `mlx run EXPERIMENT` of a train task makes one.", view);
  const table = renderTable<ListedModel>(
    [
      { header: "MODEL", value: ({ version }) => formatModelVersion(version) },
      {
        header: "",
        value: stateOf,
        colour: (text, { stale }) => (stale.length > 0 ? colours.yellow(text) : colours.green(text)),
      },
      { header: "ALIASES", value: ({ aliases }) => aliases.join(", "), colour: (text) => colours.cyan(text) },
      {
        header: "CREATED",
        value: ({ version }) =>
          view.verbosity === "verbose"
            ? formatTime(Date.parse(version.createdAt), view)
            : formatRelative(Date.parse(version.createdAt), view.now),
      },
      {
        header: "RUN",
        value: ({ version: { origin } }) =>
          origin.type === "run" ? shortId(origin.runId) : (origin.source ?? "elsewhere"),
        least: 8,
        optional: 1000,
      },
      {
        header: "SIZE",
        value: ({ version }) => formatBytes(version.artifact.size),
        align: "right",
        optional: 1001,
      },
      ...metricsToCompare(models).map((name, index) => ({
        header: name,
        value: ({ version: { metrics } }: ListedModel) =>
          metrics[name] === undefined ? "" : formatNumber(metrics[name]),
        align: "right" as const,
        optional: index + 1,
      })),
    ],
    models,
    view,
  );
  return [table, ...(view.verbosity === "quiet" ? [] : [...left, ...renderStale(models, view)])].join("\n");
}

function stateOf({ latest, stale, version }: ListedModel): string {
  if (version.status !== "READY") return version.status.toLowerCase();
  if (stale.length > 0) return "latest, stale";
  return latest ? "latest" : "";
}

/** The metrics in which the versions differ, those of the whole model before parts such as `train.loss`. */
function metricsToCompare(models: readonly ListedModel[]): readonly string[] {
  const names = [...new Set(models.flatMap(({ version }) => Object.keys(version.metrics)))];
  const differing = names.filter((name) => new Set(models.map((it) => it.version.metrics[name])).size > 1);
  return (differing.length > 0 ? differing : names).toSorted(
    (a, b) => Number(a.includes(".")) - Number(b.includes(".")),
  );
}

/** Why models are stale, and what trains them anew. */
function renderStale(models: readonly ListedModel[], view: ViewOptions): readonly string[] {
  const { colours } = view;
  return models
    .filter(({ stale }) => stale.length > 0)
    .map(({ version, stale, trainedBy }) => {
      const retrain =
        trainedBy === undefined
          ? "mlx models add"
          : `mlx run ${shellWord(trainedBy)}${isAddress(trainedBy, "instance") ? " --task train" : ""}`;
      return `${colours.magenta("≈")} ${formatModelVersion(version)} is stale: ${stale.join("; ")} ${highlight(`(\`${retrain}\`)`, view)}`;
    });
}

/** One version with its metrics, inputs, lineage, policy and files. */
export function renderModel(model: ShownModel, view: ViewOptions): string {
  const { version, files, filesProblem, evaluations } = model;
  const { colours, verbosity } = view;
  const facts = renderFacts(factsOf(model, view), colours);
  const metrics = renderFacts(
    Object.entries(version.metrics).map(([name, value]) => [name, formatNumber(value)] as const),
    colours,
  );
  const shown = verbosity === "verbose" ? files : files.slice(0, 10);
  return [
    [colours.bold(formatModelVersion(version)), ...facts].join("\n"),
    metrics.length === 0 ? "" : [colours.bold("Metrics"), ...metrics].join("\n"),
    ...evaluations.map((evaluation) => renderEvaluation(evaluation, view)),
    [
      colours.bold("Files"),
      ...(filesProblem === undefined ? [] : [`  ${toPlainText(filesProblem)}`, ...unloadable(version)]),
      ...shown.map(({ path, size }) => `  ${toPlainText(path)} ${colours.dim(`(${formatBytes(size)})`)}`),
      ...(files.length > shown.length
        ? [colours.dim(`  and ${files.length - shown.length} more (-v lists them)`)]
        : []),
    ].join("\n"),
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}

/** What it means that files are missing; of a deleted version it is no wonder. */
function unloadable({ status }: ModelVersion): readonly string[] {
  return status === "DELETED" ? [] : ["  files are missing: nothing can load or promote this version"];
}

type Facts = readonly (readonly [name: string, value: string | undefined])[];

function factsOf(model: ShownModel, view: ViewOptions): Facts {
  const { version, aliases, declared } = model;
  const { artifact, origin, tags, description, deleted } = version;
  return [
    ["state", stateOf(model) || "ready"],
    [
      "deleted",
      deleted === undefined
        ? undefined
        : `${formatMoment(deleted.at, view)} by ${deleted.actor}${deleted.reason === undefined ? "" : `: ${toPlainText(deleted.reason)}`}`,
    ],
    ["aliases", aliases.join(", ")],
    ["pinned", declared?.pin === undefined ? undefined : `v${declared.pin}, by the configuration`],
    ["stale", model.stale.join("; ")],
    ["description", description === undefined ? undefined : toPlainText(description)],
    [
      "tags",
      Object.entries(tags)
        .map(([name, value]) => `${name}=${toPlainText(value)}`)
        .join(", "),
    ],
    ...(origin.type === "run"
      ? madeBy(origin)
      : ([
          ["registered", `by ${origin.actor}`],
          ["trained", toPlainText(origin.source ?? "elsewhere")],
        ] as const)),
    ["created", formatMoment(version.createdAt, view)],
    ...(origin.type === "run" ? madeOf(origin) : []),
    [
      "artifact",
      `${shortDigest(artifact.digest)} (${count(artifact.files, "file")}, ${formatBytes(artifact.size)})`,
    ],
    [
      "signature",
      version.signature === undefined ? undefined : JSON.stringify(version.signature, undefined, 2),
    ],
  ];
}

type RunOrigin = Extract<ModelVersion["origin"], { readonly type: "run" }>;

function madeBy({ instance, experiment, runId }: RunOrigin): Facts {
  return [
    ["instance", instance],
    ["experiment", experiment],
    ["run", `run/${runId}`],
  ];
}

function madeOf({ inputs, lineage: { git, environment } }: RunOrigin): Facts {
  const { steps } = inputs;
  return [
    [
      "parameters",
      steps === undefined
        ? renderParameters(inputs.parameters)
        : renderStepParameters([...steps, { task: "train", parameters: inputs.parameters }]),
    ],
    ["source", shortDigest(inputs.source)],
    [
      "data",
      [...(steps ?? []), { task: "train", datasets: inputs.datasets }]
        .flatMap(({ task, datasets }) =>
          Object.entries(datasets).map(
            ([channel, { dataset, fingerprint }]) =>
              `${steps === undefined ? "" : `${task}/`}${channel}: ${dataset} ${fingerprint === null ? "(no files)" : shortDigest(fingerprint)}`,
          ),
        )
        .join(", "),
    ],
    [
      "git",
      git === undefined
        ? undefined
        : `${git.commit.slice(0, 12)}${git.branch === undefined ? "" : ` on ${git.branch}`}${git.dirty ? ", with uncommitted changes" : ""}`,
    ],
    [
      "environment",
      environment === undefined
        ? undefined
        : `${environment.runtime}, ${count(environment.packages.length, "package")}`,
    ],
  ];
}
