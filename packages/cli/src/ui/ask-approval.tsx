import { render } from "ink";
import type { ApprovalRequest } from "../terminal.ts";
import { ApprovalPrompt } from "./approval-prompt.tsx";
import { giveSize } from "./give-size.ts";

/** Asks on a terminal; a closed input means no. */
export async function askApproval(
  request: ApprovalRequest,
  streams: { readonly stdin: NodeJS.ReadStream; readonly stderr: NodeJS.WriteStream },
): Promise<boolean> {
  giveSize(streams.stderr);
  let approved = false;
  const screen = render(
    <ApprovalPrompt
      request={request}
      onAnswer={(answer) => {
        approved = answer;
        // After this frame, so that the answer stays on the screen.
        setImmediate(() => screen.unmount());
      }}
    />,
    {
      stdin: streams.stdin,
      stdout: streams.stderr,
      stderr: streams.stderr,
      exitOnCtrlC: false,
      patchConsole: false,
      interactive: true,
    },
  );
  const close = () => screen.unmount();
  streams.stdin.once("end", close);
  await screen.waitUntilExit();
  streams.stdin.off("end", close);
  return approved;
}
