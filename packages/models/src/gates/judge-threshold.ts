import { assertNever, type Comparison, type Threshold } from "@mlx/core";
import { formatBeside } from "./format-beside.ts";
import type { Verdict } from "./judge-policy.ts";
import type { PolicyFacts } from "./policy-facts.ts";

/** A metric that was not measured, or is no finite number, meets no threshold. */
export function judgeThreshold(
  { metric, op, value }: Threshold,
  { metrics }: Pick<PolicyFacts, "metrics">,
): Verdict {
  const measured = metrics[metric];
  if (measured === undefined) return { verdict: "failed", detail: `${metric} was not measured` };
  if (!Number.isFinite(measured))
    return { verdict: "failed", detail: `${metric} is ${measured}, which is no finite number` };
  const [shown, bound] = formatBeside(measured, value);
  return compare(measured, op, value)
    ? { verdict: "passed", detail: `${metric} ${shown} ${op} ${bound}` }
    : { verdict: "failed", detail: `${metric} ${shown} is not ${op} ${bound}` };
}

function compare(measured: number, op: Comparison, value: number): boolean {
  switch (op) {
    case "<":
      return measured < value;
    case "<=":
      return measured <= value;
    case ">":
      return measured > value;
    case ">=":
      return measured >= value;
    case "==":
      return measured === value;
    case "!=":
      return measured !== value;
    default:
      return assertNever(op);
  }
}
