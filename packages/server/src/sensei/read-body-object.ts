import { isJsonObject, type JsonObject } from "@mlx/core";
import { invalidValue } from "./errors.ts";

/** A body, as the scope's parser gives it. Failure: 8541. */
export function readBodyObject(body: unknown): JsonObject {
  if (isJsonObject(body)) return body;
  throw invalidValue("the body", "it has to be a JSON object");
}
