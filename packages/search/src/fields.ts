import { modelAttributes, runAttributes, type SearchField } from "@mlx/core";
import { listOf, type Problem, suggest } from "./findings.ts";
import type { SyntaxField } from "./syntax.ts";

export type SearchSubject = "runs" | "models";
export type FieldType = "text" | "number" | "time" | "seconds" | "metric" | "parameter" | "tag";

export interface FoundField {
  readonly field: SearchField;
  readonly type: FieldType;
}

const prefixes: { readonly [prefix: string]: "metric" | "parameter" | "tag" | "attribute" } = {
  ...{ metric: "metric", metrics: "metric" },
  ...{ parameter: "parameter", parameters: "parameter", param: "parameter", params: "parameter" },
  ...{ tag: "tag", tags: "tag" },
  ...{ attribute: "attribute", attributes: "attribute", attr: "attribute", run: "attribute" },
};

/** Other names of attributes: MLflow's, and the API's. */
const spellings: { readonly [of in SearchSubject]: { readonly [name: string]: string } } = {
  runs: {
    ...{ run_id: "id", status: "state", user_id: "actor", experiment_name: "experiment" },
    ...{ start_time: "started", end_time: "ended", created_at: "created", started_at: "started" },
    ...{ ended_at: "ended", createdat: "created", startedat: "started", endedat: "ended" },
    ...{ scheduled_at: "scheduled", scheduledat: "scheduled", model_version: "model" },
  },
  models: {
    ...{ name: "model", version_number: "version", run_id: "run", creation_timestamp: "created" },
    ...{ created_at: "created", createdat: "created", aliases: "alias", current_stage: "alias" },
  },
};

/** Of MLflow, and of nothing here: what to do instead. */
const unsupported: { readonly [name: string]: string } = {
  run_name: "Runs have no names; write `id`, `experiment` or a tag.",
  artifact_uri: "Files are found by content; `mlx runs show RUN` and `mlx models get` give them.",
  experiment_id: "Experiments are known by their names: `experiment = retail-nightly`.",
  lifecycle_stage: "A run that was removed is in no list.",
  source: "What a run came from is in its lineage: `mlx lineage run/ID`.",
  source_path: "What a model came from is in its lineage: `mlx lineage model/NAME`.",
  dataset: "`mlx lineage dataset/NAME` shows the runs that read a dataset.",
  datasets: "`mlx lineage dataset/NAME` shows the runs that read a dataset.",
};

/** Which field is meant, or why none is. */
export function findField(
  of: SearchSubject,
  { parts, span }: SyntaxField,
): FoundField | { readonly problem: Problem } {
  const [first = "", ...rest] = parts;
  const kind = first.toLowerCase();
  const prefix = Object.hasOwn(prefixes, kind) ? prefixes[kind] : undefined;
  if (rest.length > 0 && prefix !== undefined && prefix !== "attribute") {
    const name = rest.join(".");
    if (of === "models" && prefix === "parameter")
      return {
        problem: {
          ...{ code: "MLX2107", span, summary: "model versions are not searched by their parameters" },
          detail: "Those are of the run that trained the version: search runs, and read their `model`.",
        },
      };
    return { field: { of: prefix, name }, type: prefix };
  }
  const written = (prefix === "attribute" && rest.length > 0 ? rest : parts).join(".");
  const attributes: { readonly [name: string]: FieldType } = of === "runs" ? runAttributes : modelAttributes;
  const lower = written.toLowerCase();
  const name = Object.hasOwn(attributes, lower) ? lower : spelled(of, lower);
  const type = name === undefined ? undefined : attributes[name];
  if (name !== undefined && type !== undefined) return { field: { of: "attribute", name }, type };
  return { problem: { ...explain(of, written, Object.keys(attributes)), span } };
}

function spelled(of: SearchSubject, name: string): string | undefined {
  return Object.hasOwn(spellings[of], name) ? spellings[of][name] : undefined;
}

function explain(of: SearchSubject, written: string, known: readonly string[]): Omit<Problem, "span"> {
  const lower = written.toLowerCase();
  const [head = ""] = lower.split(".");
  const why = Object.hasOwn(unsupported, head) ? unsupported[head] : undefined;
  if (why !== undefined)
    return { code: "MLX2107", summary: `${of} cannot be searched by \`${written}\``, detail: why };
  const others = of === "runs" ? ["metrics", "parameters", "tags"] : ["metrics", "tags"];
  const near = written.includes(".") ? suggest(head, [...others, "attributes"]) : suggest(written, known);
  return {
    code: "MLX2102",
    summary: `there is no field \`${written}\``,
    detail: [
      ...(near === undefined ? [] : [near]),
      `The attributes of ${of} are ${listOf(known)}; ${written.includes(".") ? "others begin with" : `others are written ${of === "runs" ? `\`metrics.${written}\`, \`parameters.${written}\`` : `\`metrics.${written}\``}, \`tags.${written}\`, and begin with`} ${listOf(others)}.`,
    ].join(" "),
  };
}
