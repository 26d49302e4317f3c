import { InternalError } from "@mlx/core";
import type Docker from "dockerode";
import { dial } from "../engine/dial.ts";
import { isStream } from "./engine-stream.ts";

/**
 * What the engine holds of a container's output, framed, from the beginning. The client's own call
 * takes all of a log that is not followed into memory.
 */
export async function openLog(
  docker: Docker,
  id: string,
  { follow, timestamps }: { readonly follow: boolean; readonly timestamps: boolean },
): Promise<NodeJS.ReadableStream> {
  const answer = await dial(docker, {
    method: "GET",
    path: `/containers/${id}/logs?`,
    query: { stdout: true, stderr: true, follow, timestamps },
    isStream: true,
  });
  if (isStream(answer)) return answer;
  throw new InternalError("the client gave no stream of the log");
}
