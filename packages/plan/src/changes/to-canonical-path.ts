import type { Kind } from "@mlx/core";
import type { FieldPath } from "./field-path.ts";

/** Where the field of a path of the language stands in the canonical spec. */
export function toCanonicalPath(kind: Kind, path: FieldPath): FieldPath {
  const [first = "", second = "", third = "", ...rest] = path;
  const perTask = ["tasks", "defaults", "command"].includes(first);
  if (perTask && second === "fp") return [first, "featurePipeline", ...path.slice(2)];
  if (kind === "recipe" && ["source", "image", "build"].includes(first)) return ["origin", ...path];
  if (kind === "service" && first === "serve") return toServePath(path);
  if (kind !== "experiment") return path;
  if (first === "onEmpty") return ["timeframe", "onEmpty"];
  if (["instance", "instanceQuery"].includes(first)) return ["target", ...path];
  if (["timeout", "stopGrace"].includes(first)) return [`${first}Seconds`, ...path.slice(1)];
  if (first === "timeouts" && second !== "" && second !== "onStall")
    return [first, `${second}Seconds`, ...path.slice(2)];
  if (first === "schedule" && ["startingDeadline", "jitter"].includes(second))
    return [first, `${second}Seconds`, ...path.slice(2)];
  if (first === "retry" && second === "backoff" && ["initial", "max"].includes(third))
    return [first, second, `${third}Seconds`, ...rest];
  return path;
}

const serveFields: ReadonlyMap<string, string> = new Map([
  ["timeout", "requestTimeoutSeconds"],
  ["startTimeout", "startTimeoutSeconds"],
  ["drain", "drainSeconds"],
  ["stopGrace", "stopGraceSeconds"],
  ["maxBodyInMB", "maxBodyBytes"],
]);

function toServePath([first = "", field = "", ...rest]: FieldPath): FieldPath {
  return field === "" ? [first] : [first, serveFields.get(field) ?? field, ...rest];
}
