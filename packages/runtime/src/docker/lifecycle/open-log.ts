import { InternalError } from "@mlx/core";
import type Docker from "dockerode";

/**
 * What the engine holds of a container's output, framed, from the beginning. The client's own call
 * takes all of a log that is not followed into memory.
 */
export function openLog(
  { modem }: Pick<Docker, "modem">,
  id: string,
  { follow }: { readonly follow: boolean },
): Promise<NodeJS.ReadableStream> {
  const request = {
    path: `/containers/${id}/logs?`,
    method: "GET",
    isStream: true,
    statusCodes: { 200: true, 404: "no such container", 500: "server error" },
    options: { stdout: true, stderr: true, follow },
  };
  return new Promise((resolve, reject) => {
    modem.dial(request, (error: unknown, answer: unknown) => {
      if (error) reject(error);
      else if (isStream(answer)) resolve(answer);
      else reject(new InternalError("the client gave no stream of the log"));
    });
  });
}

function isStream(value: unknown): value is NodeJS.ReadableStream {
  return typeof value === "object" && value !== null && "pipe" in value && typeof value.pipe === "function";
}
