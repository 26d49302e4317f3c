import type { Gate } from "@mlx/core";
import type { Verdict } from "./judge-policy.ts";
import type { PolicyFacts } from "./policy-facts.ts";

type ApprovalGate = Pick<Extract<Gate, { readonly type: "approval" }>, "min" | "by">;

/** Whether enough different people, of those who are asked, approve of the version. */
export function judgeApproval(gate: ApprovalGate, { approvals }: Pick<PolicyFacts, "approvals">): Verdict {
  const approved = new Set(
    approvals.flatMap(({ actor }) => {
      const as = approverOf(gate, actor);
      return as === undefined ? [] : [as];
    }),
  );
  const detail = `${approved.size} of ${gate.min} approvals`;
  if (approved.size >= gate.min)
    return { verdict: "passed", detail: `${detail}: ${[...approved].join(", ")}` };
  return {
    verdict: "waiting",
    detail: gate.by.length === 0 ? detail : `${detail}, by ${gate.by.join(" or ")}`,
  };
}

/**
 * Whom an actor (`user@host`) counts as: the name of `by` that means him, or, where all may approve, his
 * user name; so the same person at two machines counts once. `undefined`: he is not asked.
 */
export function approverOf({ by }: ApprovalGate, actor: string): string | undefined {
  const user = actor.replace(/@.*$/, "");
  if (by.length === 0) return user;
  return by.some((name) => name === actor || name === user) ? user : undefined;
}
