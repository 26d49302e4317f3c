/** Starts a replica as a daemon would, prints where it answers, and waits to be killed. */
import type { ReplicaSubmission } from "@mlx/core";
import { openReplicaHost } from "./replica-harness.ts";

const [name = "", root = "", installation = "", text = ""] = process.argv.slice(2);
const submission: ReplicaSubmission = JSON.parse(text);
const replica = await openReplicaHost(name, { root, installation }).start(submission, {
  signal: new AbortController().signal,
  onProgress: () => {},
});
process.stdout.write(`${replica.url}\n`);
setInterval(() => {}, 1000);
