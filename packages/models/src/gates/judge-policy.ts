import { assertNever, type Evaluation, type Gate, type GateResult, type PromotionPolicy } from "@mlx/core";
import { judgeApproval } from "./judge-approval.ts";
import { judgeBeats } from "./judge-beats.ts";
import { judgeData } from "./judge-data.ts";
import { judgeThreshold } from "./judge-threshold.ts";
import type { PolicyFacts } from "./policy-facts.ts";

/** What each gate of a policy says of a version, in the order of the policy. */
export function judgePolicy({ alias, gates }: PromotionPolicy, facts: PolicyFacts): readonly GateResult[] {
  return gates.map((gate) => ({ gate, ...judgeGate(gate, alias, facts) }));
}

/** What a gate says: the detail is one line for people. */
export type Verdict = Omit<GateResult, "gate">;

function judgeGate(gate: Gate, alias: string, facts: PolicyFacts): Verdict {
  switch (gate.type) {
    case "threshold":
      return judgeThreshold(gate, facts);
    case "beats":
      return judgeBeats(gate, alias, facts);
    case "data":
      return judgeData(gate, facts);
    case "approval":
      return judgeApproval(gate, facts);
    default:
      return assertNever(gate);
  }
}

/** One that failed decides, then one that waits; without gates everything passes. */
export function verdictOf(results: readonly GateResult[]): Evaluation["verdict"] {
  const has = (verdict: GateResult["verdict"]) => results.some((result) => result.verdict === verdict);
  if (has("failed")) return "failed";
  return has("waiting") ? "waiting" : "passed";
}
