import type { DaemonProgress } from "./progress/daemon-progress.ts";
import type { RunProgress } from "./progress/run-progress.ts";

export interface ApprovalRequest {
  /** E.g. `Apply 3 changes, delete 1?` */
  readonly question: string;
  /** What `d` shows. */
  readonly details: string;
  /** Something is lost by it: the answer is not taken lightly. */
  readonly destructive: boolean;
}

/** What is only there where a person sits. */
export interface Terminal {
  /** Absent where nobody can be asked. */
  readonly ask?: (request: ApprovalRequest) => Promise<boolean>;
  /** Shows a run while it goes on: live on a terminal, line by line elsewhere. */
  readonly openRunProgress: () => Promise<RunProgress>;
  /** Shows a daemon while it goes on: live, line by line, or as JSON documents. */
  readonly openDaemonProgress: () => Promise<DaemonProgress>;
}
