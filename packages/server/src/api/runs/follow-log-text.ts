import { findRunById, type LogTextRequest, openLogText, type Project } from "@mlx/app";
import { isTerminal } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";

const lookMilliseconds = 300;

/** The text of a log from an offset on; with `follow` also what comes, until the run has ended. */
export async function followLogText(
  project: Project,
  request: LogTextRequest,
  { follow, signal }: { readonly follow: boolean; readonly signal: AbortSignal },
): Promise<AsyncIterable<Uint8Array>> {
  // What is wrong with the request is told by a status, before anything is sent.
  const log = unwrap(await openLogText(project, request));
  return follow ? followOn() : log.more();

  async function* followOn(): AsyncGenerator<Uint8Array> {
    const { clock } = await project.adapters();
    while (!signal.aborted) {
      // Asked before the rest is read: of a run that had ended, all is there by then.
      const run = unwrap(await findRunById(project, request.run));
      yield* log.more();
      if (run === undefined || isTerminal(run.status.state)) return;
      await clock.sleep(lookMilliseconds, signal).catch(() => undefined);
    }
  }
}
