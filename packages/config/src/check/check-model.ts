/** What the schema cannot say of a promotion policy. */
import { isJsonObject, type Json, type JsonObject, metricGoal } from "@mlx/core";
import { defaultAlias } from "../canonical/model.ts";
import { configCode } from "../findings/config-code.ts";
import type { SchemaFinding } from "./schema-errors.ts";

export function checkModel({ promotion, pin }: JsonObject): readonly SchemaFinding[] {
  if (!isJsonObject(promotion)) return [];
  const { alias = defaultAlias, from, auto, gates } = promotion;
  const findings: SchemaFinding[] = [];
  if (from !== undefined && from === alias)
    findings.push({
      code: configCode.badPolicy,
      path: ["promotion", "from"],
      on: "value",
      summary: `Only the version that is \`${String(alias)}\` already could become it.`,
      detail: "`from` names another alias, e.g. `challenger`, or is left out.",
    });
  if (pin !== undefined && auto === true)
    findings.push({
      code: configCode.badPolicy,
      path: ["pin"],
      on: "key",
      summary: "`pin` keeps the alias at one version, and `auto` moves it.",
      detail: "Leave out one of the two.",
    });
  for (const [index, gate] of (Array.isArray(gates) ? gates : []).entries())
    if (isJsonObject(gate)) findings.push(...checkGate(gate, ["promotion", "gates", String(index)]));
  return findings;
}

/** The field that tells which gate it is, and what goes with it. */
const forms = {
  approval: { required: ["approval"], optional: [] },
  minRows: { required: ["minRows"], optional: ["input"] },
  beats: { required: ["metric", "beats"], optional: ["by", "goal", "on"] },
  metric: { required: ["metric", "op", "value"], optional: [] },
} as const;

function checkGate(gate: JsonObject, path: readonly string[]): readonly SchemaFinding[] {
  const kinds = ["approval", "minRows", "beats", "metric"] as const;
  const kind = kinds.find((field) => gate[field] !== undefined);
  if (kind === undefined)
    return [
      {
        code: configCode.badPolicy,
        path,
        on: "value",
        summary: "This is none of the gates that there are.",
        detail:
          "A gate is { metric, op, value }, { metric, beats, by, goal, on }, { minRows, input } or { approval: { min, by } }.",
      },
    ];
  const { required, optional } = forms[kind];
  const fits: readonly string[] = [...required, ...optional];
  const missing = required.filter((field) => gate[field] === undefined);
  const foreign = Object.keys(gate).filter((field) => field in allFields && !fits.includes(field));
  return [
    ...missing.map((field) => missingIn(path, field, kind)),
    ...foreign.map((field) => ({
      code: configCode.badPolicy,
      path: [...path, field],
      on: "key" as const,
      summary: `\`${field}\` does not belong to a gate with \`${kind}\`.`,
      detail: `With \`${kind}\` go ${fits.map((name) => `\`${name}\``).join(", ")}. Each entry of the list is one gate.`,
    })),
    ...(kind === "beats" ? checkGoal(gate, path) : []),
    ...(kind === "approval" ? checkApproval(gate.approval, path) : []),
  ];
}

const allFields: { readonly [field: string]: true } = {
  metric: true,
  op: true,
  value: true,
  beats: true,
  by: true,
  goal: true,
  on: true,
  minRows: true,
  input: true,
  approval: true,
};

function missingIn(path: readonly string[], field: string, kind: string): SchemaFinding {
  return {
    code: configCode.missingField,
    path,
    on: "value",
    summary: `\`${field}\` is missing in a gate with \`${kind}\`.`,
    detail:
      kind === "metric"
        ? 'Write `{ metric: RMSE, op: "<=", value: 90000 }`, or `{ metric: RMSE, beats: champion }`.'
        : undefined,
  };
}

function checkGoal({ metric, goal }: JsonObject, path: readonly string[]): readonly SchemaFinding[] {
  if (typeof metric !== "string" || goal !== undefined || metricGoal(metric) !== undefined) return [];
  return [
    {
      code: configCode.badPolicy,
      path: [...path, "metric"],
      on: "value",
      summary: `Whether less or more of \`${metric}\` is better is not known.`,
      detail: "Add `goal: min` if less is better, and `goal: max` if more is.",
    },
  ];
}

/** Somebody approves once, however often he says so. */
function checkApproval(approval: Json | undefined, path: readonly string[]): readonly SchemaFinding[] {
  if (!isJsonObject(approval)) return [];
  const { min, by } = approval;
  const asked = Array.isArray(by) ? new Set(by).size : 0;
  if (typeof min !== "number" || asked === 0 || min <= asked) return [];
  return [
    {
      code: configCode.badPolicy,
      path: [...path, "approval", "min"],
      on: "value",
      summary: `${min} people have to approve, and \`by\` names ${asked}.`,
      detail: "It could never be passed: lower `min`, name more, or leave out `by` for anybody.",
    },
  ];
}
