import type { Metrics } from "@mlx/core";

/** JSON has no NaN and no infinities: they stand as text. */
export type EncodedMetrics = { readonly [name: string]: number | "NaN" | "Infinity" | "-Infinity" };

export function encodeMetrics(metrics: Metrics): EncodedMetrics {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, Number.isFinite(value) ? value : textOf(value)]),
  );
}

export function decodeMetrics(metrics: EncodedMetrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, Number(value)]));
}

function textOf(value: number): "NaN" | "Infinity" | "-Infinity" {
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "Infinity" : "-Infinity";
}
