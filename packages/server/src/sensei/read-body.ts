import { type Json, MlxError } from "@mlx/core";
import { parseJsonBody } from "../http/parse-json-body.ts";

/**
 * `parseJsonBody`, but a comma before a closing bracket is left out: a published sample of the API has one, and is
 * sent as it stands. Failures: 8522, 8523.
 */
export function readBody(body: Buffer): Json | undefined {
  try {
    return parseJsonBody(body);
  } catch (error) {
    if (!(error instanceof MlxError) || error.code !== "MLX8522") throw error;
    const text = body.toString("utf8");
    const mended = withoutTrailingCommas(text);
    if (mended === text) throw error;
    try {
      return parseJsonBody(Buffer.from(mended));
    } catch {
      // What is told is what was sent.
      throw error;
    }
  }
}

/** A text is passed over whole, closed or not, so that nothing in it is taken for a comma. */
function withoutTrailingCommas(text: string): string {
  const texts = /"(?:[^"\\]|\\.)*(?:"|\\?$)|(?<=["\w\]}]\s*),(?=\s*[}\]])/gsu;
  return text.replace(texts, (found) => (found === "," ? "" : found));
}
