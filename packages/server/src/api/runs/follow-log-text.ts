import { findRunById, type LogTextRequest, type Project, readLogText } from "@mlx/app";
import { isTerminal } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";

const lookMilliseconds = 300;

/** The text of a log from an offset on; with `follow` also what comes, until the run has ended. */
export async function followLogText(
  project: Project,
  { offset = 0, ...request }: LogTextRequest,
  { follow, signal }: { readonly follow: boolean; readonly signal: AbortSignal },
): Promise<AsyncIterable<Uint8Array>> {
  const read = (from: number) => readLogText(project, { ...request, offset: from });
  // What is wrong with the request is told by a status, before anything is sent.
  const first = unwrap(await read(offset));
  return follow ? followOn(first) : first;

  async function* followOn(beginning: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const { clock } = await project.adapters();
    let position = offset;
    let text = beginning;
    let ended = false;
    for (;;) {
      for await (const chunk of text) {
        position += chunk.byteLength;
        yield chunk;
      }
      if (ended || signal.aborted) return;
      // Asked before the rest is read: of a run that had ended, all is there by then.
      const run = unwrap(await findRunById(project, request.run));
      ended = run === undefined || isTerminal(run.status.state);
      if (!ended) await clock.sleep(lookMilliseconds, signal).catch(() => undefined);
      text = unwrap(await read(position));
    }
  }
}
