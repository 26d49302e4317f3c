import { Readable } from "node:stream";
import { InternalError } from "@mlx/core";

/**
 * The JSON documents of an answer that comes a line at a time. Aborting ends the request, by which
 * the engine gives up the work, and rejects with the signal's reason.
 */
export async function* readAnswerLines<T>(answer: unknown, signal: AbortSignal): AsyncGenerator<T> {
  if (!(answer instanceof Readable)) throw new InternalError("the engine's answer is no stream");
  const stop = () => answer.destroy();
  signal.addEventListener("abort", stop, { once: true });
  let rest = "";
  try {
    signal.throwIfAborted();
    for await (const chunk of answer.setEncoding("utf8")) {
      const lines = `${rest}${chunk}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line.trim() !== "") yield JSON.parse(line);
      }
    }
    if (rest.trim() !== "") yield JSON.parse(rest);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    answer.destroy();
  }
}
