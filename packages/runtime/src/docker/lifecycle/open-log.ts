import { InternalError } from "@mlx/core";
import type Docker from "dockerode";
import { type ProgramStream, programStreams } from "../../log/log-position.ts";
import { dial } from "../engine/dial.ts";
import { isStream } from "./engine-stream.ts";

/**
 * What the engine holds of a container's output, framed, from the beginning. The client's own call
 * takes all of a log that is not followed into memory.
 */
export async function openLog(
  docker: Docker,
  id: string,
  {
    streams = programStreams,
    ...options
  }: {
    readonly follow: boolean;
    readonly timestamps: boolean;
    readonly streams?: readonly ProgramStream[];
  },
): Promise<NodeJS.ReadableStream> {
  const answer = await dial(docker, {
    method: "GET",
    path: `/containers/${id}/logs?`,
    query: { stdout: streams.includes("stdout"), stderr: streams.includes("stderr"), ...options },
    isStream: true,
  });
  if (isStream(answer)) return answer;
  throw new InternalError("the client gave no stream of the log");
}
