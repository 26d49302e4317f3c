/** How the inputs of a container were staged: `inputs.json` of its attempt. */
import { isJsonObject } from "@mlx/core";
import { readDocument } from "../job/job-record.ts";

/** Channel to how its files got in. */
export interface InputPlan {
  readonly [channel: string]: ChannelPlan;
}

export type ChannelPlan =
  | { readonly type: "copies" }
  /** Name to the real path of the file that is mounted there; those without one were copied. */
  | { readonly type: "mounts"; readonly sources: { readonly [name: string]: string } }
  /** A folder that is mounted as a whole, with a link to each of the files that lie in it. */
  | { readonly type: "folder"; readonly source: string };

/** `undefined` where all are copies. Fails: 4021. */
export async function readInputPlan(path: string): Promise<InputPlan | undefined> {
  const document = await readDocument<{ readonly channels: InputPlan }>(path, (it) =>
    isJsonObject(it.channels),
  );
  return document?.channels;
}

/** The file is the user's own, read in its place. */
export function isMounted(plan: InputPlan | undefined, { channel, name }: { channel: string; name: string }) {
  const staged = plan?.[channel];
  return staged?.type === "mounts" && Object.hasOwn(staged.sources, name);
}
