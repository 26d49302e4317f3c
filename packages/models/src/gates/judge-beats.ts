import type { Gate, Metrics } from "@mlx/core";
import { exceeds } from "./exceeds.ts";
import { formatBeside } from "./format-beside.ts";
import type { Verdict } from "./judge-policy.ts";
import type { MeasuredData, PolicyFacts, Rival } from "./policy-facts.ts";

type BeatsGate = Extract<Gate, { readonly type: "beats" }>;

/**
 * Whether a version is better than the one that bears an alias, both measured on the same data: strictly
 * better, and with `by` better by more than that. Where none bears the alias that the policy gives (`own`)
 * there is nothing to beat yet; of another one that may be a slip of the pen, so nothing passes.
 */
export function judgeBeats(gate: BeatsGate, own: string, facts: PolicyFacts): Verdict {
  const rival = facts.bearers[gate.alias];
  if (rival === undefined)
    return gate.alias === own
      ? { verdict: "passed", detail: `no ${gate.alias} yet` }
      : { verdict: "failed", detail: `no version bears @${gate.alias}` };
  if (rival.version === facts.version)
    return { verdict: "passed", detail: `v${rival.version} is ${gate.alias} itself` };
  return gate.on === undefined ? judgeAsTrained(gate, facts, rival) : judgeOn(gate, gate.on, facts, rival);
}

/** By what their trainings measured, which has to be on the same data. */
function judgeAsTrained(gate: BeatsGate, facts: PolicyFacts, rival: Rival): Verdict {
  const [own, others] = [facts.measuredOn, rival.measuredOn];
  if (own !== undefined && own.fingerprint === others?.fingerprint)
    return compare(gate, facts.metrics, rival.metrics, rival);
  const seen = `${gate.alias} v${rival.version} on ${describeData(others)}, v${facts.version} on ${describeData(own)}`;
  return {
    verdict: "failed",
    detail: `measured on other data: ${seen}; add \`on: DATASET\` to the gate to have both evaluated on the same`,
  };
}

function describeData(data: MeasuredData | undefined): string {
  return data === undefined
    ? "data that is not known"
    : `${data.dataset} ${data.fingerprint.slice(0, "sha256:".length + 12)} (${data.channel})`;
}

/** By runs that evaluate both. */
function judgeOn(gate: BeatsGate, dataset: string, facts: PolicyFacts, rival: Rival): Verdict {
  const of = (version: number) => {
    const measurement = facts.evaluated[dataset]?.[version];
    return measurement === undefined ? [] : [{ version, ...measurement }];
  };
  const both = [...of(facts.version), ...of(rival.version)];
  for (const one of both) {
    if (one.state === "impossible")
      return {
        verdict: "failed",
        detail: `v${one.version} cannot be evaluated on ${dataset}: ${one.because}`,
      };
    if (one.state === "failed")
      return {
        verdict: "failed",
        detail: `the evaluation of v${one.version} on ${dataset} failed: run ${one.runId.slice(0, 8)}: ${one.because}`,
      };
  }
  const measured = both.flatMap((one) => (one.state === "measured" ? [one] : []));
  const [own, others] = measured;
  if (own !== undefined && others !== undefined)
    return compare(gate, own.metrics, others.metrics, rival, ` on ${dataset}`);
  const waited = both.flatMap((one) =>
    one.state === "running" ? [`v${one.version} (run ${one.runId.slice(0, 8)})`] : [],
  );
  return {
    verdict: "waiting",
    detail: `${waited.length === 0 ? `v${facts.version} and v${rival.version} are` : `${waited.join(" and ")} ${waited.length === 1 ? "is" : "are"}`} to be evaluated on ${dataset}`,
  };
}

function compare(
  { metric, goal, by, alias }: BeatsGate,
  own: Metrics,
  others: Metrics,
  rival: Rival,
  where = "",
): Verdict {
  const [value, bar] = [own[metric], others[metric]];
  const whose = `${alias} v${rival.version}`;
  const failed = (detail: string): Verdict => ({ verdict: "failed", detail: `${detail}${where}` });
  if (value === undefined) return failed(`${metric} was not measured`);
  if (!Number.isFinite(value)) return failed(`${metric} is ${value}, which is no finite number`);
  if (bar === undefined) return failed(`${metric} of ${whose} was not measured`);
  if (!Number.isFinite(bar))
    return { verdict: "passed", detail: `${metric} ${value} beats ${bar} of ${whose}${where}` };
  const [shown, shownBar] = formatBeside(value, bar);
  const margin = by === 0 ? "" : ` by more than ${by}`;
  const beats = goal === "max" ? exceeds(value, bar, by) : exceeds(bar, value, by);
  if (beats)
    return { verdict: "passed", detail: `${metric} ${shown} beats ${shownBar} of ${whose}${margin}${where}` };
  return failed(
    value === bar
      ? `${metric} ${shown} is equal to that of ${whose}`
      : `${metric} ${shown} does not beat ${shownBar} of ${whose}${margin}`,
  );
}
