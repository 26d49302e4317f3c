import type { MlxError } from "@mlx/core";
import type { CommandContext } from "./command-context.ts";
import { approvalDeclined, approvalNeeded } from "./errors.ts";

export interface Approval {
  /** E.g. `Cancel 12 runs?` */
  readonly question: string;
  /** What `d` shows. */
  readonly details: string;
  readonly destructive: boolean;
  /** The command as it was typed, for what to type next. */
  readonly words: string;
  /** What would be done, in a sentence. */
  readonly what: string;
}

/** Asks a person; `undefined` once it is approved. Failures: 8101 nobody can be asked · 8102 declined. */
export async function approve(
  { question, details, destructive, words, what }: Approval,
  { terminal }: Pick<CommandContext, "terminal">,
): Promise<MlxError | undefined> {
  if (terminal.ask === undefined) return approvalNeeded(words, what);
  return (await terminal.ask({ question, details, destructive })) ? undefined : approvalDeclined(words);
}
