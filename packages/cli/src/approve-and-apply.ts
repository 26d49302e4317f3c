import { type ApplyRecord, hasChanges, type Plan, type Result } from "@mlx/core";
import type { App, Project } from "./app.ts";
import type { CommandContext } from "./command-context.ts";
import { approvalDeclined, approvalNeeded } from "./errors.ts";
import { renderPlan } from "./views/plan.ts";
import { approvalQuestion } from "./views/question.ts";

export interface Applied {
  readonly plan: Plan;
  /** Absent where there was nothing to do. */
  readonly record: ApplyRecord | undefined;
}

/**
 * Shows a plan, has it approved, and applies exactly that plan. Failures: 8101 nobody can be asked ·
 * 8102 declined, each before anything is changed; and those of the apply itself.
 */
export async function approveAndApply(
  {
    app,
    project,
    plan,
    yes,
    command,
    words,
  }: {
    readonly app: App;
    readonly project: Project;
    readonly plan: Plan;
    readonly yes: boolean;
    readonly command: "apply" | "destroy";
    /** The command as it was typed, for what to type next. */
    readonly words: string;
  },
  { json, output, view, terminal }: CommandContext,
): Promise<Result<Applied>> {
  if (!json) output.data(renderPlan(plan, view));
  if (!hasChanges(plan)) return { ok: true, value: { plan, record: undefined } };
  // Of a blocked plan there is nothing to approve: the apply refuses it.
  if (!yes && plan.blocks.length === 0) {
    if (terminal.ask === undefined) return { ok: false, failure: approvalNeeded(words) };
    const approved = await terminal.ask({
      question: approvalQuestion(plan, command),
      details: renderPlan(plan, { ...view, verbosity: "verbose" }),
      destructive: plan.summary.delete > 0,
    });
    if (!approved) return { ok: false, failure: approvalDeclined(words) };
  }
  const applied = await app.applyPlan(project, { plan, command });
  return applied.ok ? { ok: true, value: { plan, record: applied.value } } : applied;
}
