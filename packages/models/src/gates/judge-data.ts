import type { Gate } from "@mlx/core";
import type { Verdict } from "./judge-policy.ts";
import type { PolicyFacts } from "./policy-facts.ts";

/** Whether an input of the training had enough rows; where nobody knows how many, it had not. */
export function judgeData(
  { input, minRows }: Pick<Extract<Gate, { readonly type: "data" }>, "input" | "minRows">,
  { rows }: Pick<PolicyFacts, "rows">,
): Verdict {
  const count = rows[input];
  if (count === undefined) return { verdict: "failed", detail: `the rows of input ${input} are not known` };
  if (!count.known)
    return { verdict: "failed", detail: `the rows of input ${input} are not known: ${count.because}` };
  return count.rows >= minRows
    ? { verdict: "passed", detail: `${count.rows} rows of input ${input} >= ${minRows}` }
    : { verdict: "failed", detail: `${count.rows} rows of input ${input}, and ${minRows} are wanted` };
}
