import type { ListedModel, ShownModel } from "@mlx/app";
import { formatModelVersion } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { renderFacts } from "./facts.ts";
import { count, formatBytes, formatMoment, formatNumber, formatRelative, formatTime } from "./format.ts";
import { toPlainText } from "./layout.ts";
import { shellWord, shortDigest, shortId } from "./names.ts";
import { highlight } from "./prose.ts";
import { renderParameters } from "./run-detail.ts";
import { renderTable } from "./table.ts";

/** Versions, one a line; why a newest one is stale stands below. */
export function renderModels(models: readonly ListedModel[], view: ViewOptions): string {
  if (models.length === 0)
    return highlight("No models. `mlx run EXPERIMENT` of a train task makes one.", view);
  const { colours } = view;
  const table = renderTable<ListedModel>(
    [
      { header: "MODEL", value: ({ version }) => formatModelVersion(version) },
      {
        header: "",
        value: stateOf,
        colour: (text, { stale }) => (stale.length > 0 ? colours.yellow(text) : colours.green(text)),
      },
      {
        header: "CREATED",
        value: ({ version }) =>
          view.verbosity === "verbose"
            ? formatTime(Date.parse(version.createdAt), view)
            : formatRelative(Date.parse(version.createdAt), view.now),
      },
      { header: "RUN", value: ({ version }) => shortId(version.runId), optional: 1000 },
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
  return [table, ...(view.verbosity === "quiet" ? [] : renderStale(models, view))].join("\n");
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
    .map(({ version, stale }) => {
      const retrain =
        version.experiment === undefined
          ? `mlx run ${shellWord(version.instance)} --task train`
          : `mlx run ${shellWord(version.experiment)}`;
      return `${colours.magenta("≈")} ${formatModelVersion(version)} is stale: ${stale.join("; ")} ${highlight(`(\`${retrain}\`)`, view)}`;
    });
}

/** One version with its metrics, inputs, lineage and files. */
export function renderModel(model: ShownModel, view: ViewOptions): string {
  const { version, files } = model;
  const { colours, verbosity } = view;
  const { lineage, inputs, artifact } = version;
  const facts = renderFacts(
    [
      ["state", stateOf(model) || "ready"],
      ["stale", model.stale.join("; ")],
      ["instance", version.instance],
      ["experiment", version.experiment],
      ["run", `run/${version.runId}`],
      ["created", formatMoment(version.createdAt, view)],
      ["parameters", renderParameters(inputs.parameters)],
      ["source", shortDigest(inputs.source)],
      [
        "data",
        Object.entries(inputs.datasets)
          .map(
            ([channel, { dataset, fingerprint }]) =>
              `${channel}: ${dataset} ${fingerprint === null ? "(no files)" : shortDigest(fingerprint)}`,
          )
          .join(", "),
      ],
      [
        "git",
        lineage.git === undefined
          ? undefined
          : `${lineage.git.commit.slice(0, 12)}${lineage.git.branch === undefined ? "" : ` on ${lineage.git.branch}`}${lineage.git.dirty ? ", with uncommitted changes" : ""}`,
      ],
      [
        "environment",
        lineage.environment === undefined
          ? undefined
          : `${lineage.environment.runtime}, ${count(lineage.environment.packages.length, "package")}`,
      ],
      [
        "artifact",
        `${shortDigest(artifact.digest)} (${count(artifact.files, "file")}, ${formatBytes(artifact.size)})`,
      ],
    ],
    colours,
  );
  const metrics = renderFacts(
    Object.entries(version.metrics).map(([name, value]) => [name, formatNumber(value)] as const),
    colours,
  );
  const shown = verbosity === "verbose" ? files : files.slice(0, 10);
  return [
    [colours.bold(formatModelVersion(version)), ...facts].join("\n"),
    metrics.length === 0 ? "" : [colours.bold("Metrics"), ...metrics].join("\n"),
    [
      colours.bold("Files"),
      ...shown.map(({ path, size }) => `  ${toPlainText(path)} ${colours.dim(`(${formatBytes(size)})`)}`),
      ...(files.length > shown.length
        ? [colours.dim(`  and ${files.length - shown.length} more (-v lists them)`)]
        : []),
    ].join("\n"),
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}
