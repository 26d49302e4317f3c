import { type EndpointStatus, timestamp } from "@mlx/core";
import type { ServingView } from "./decide-replicas.ts";

/** How the serving of a service stands. `refOf`: a generation's model, `model/x@v3`. */
export function describeStatus(view: ServingView, refOf: (generation: string) => string): EndpointStatus {
  const { now, wanted, replicas, serving, setbacks } = view;
  const next = refOf(wanted.generation);
  const ready = replicas.filter(
    ({ generation, state }) => generation === serving && state === "ready",
  ).length;
  const setback = setbacks.get(wanted.generation);
  const isHeld = setback !== undefined && setback.retryAt > now;
  if (serving === undefined || ready === 0) {
    if (!isHeld) return { state: "STARTING", next };
    return { state: "FAILED", next, message: setback.message, retryAt: timestamp(setback.retryAt) };
  }
  const current = refOf(serving);
  // Also while one that failed is tried again: it has not got better by that.
  const isBehind = serving !== wanted.generation ? setback !== undefined : isHeld && ready < wanted.replicas;
  if (setback !== undefined && isBehind) {
    const retryAt = timestamp(setback.retryAt);
    const lacks = current !== next ? undefined : serving === wanted.generation ? "replicas" : "program";
    return {
      ...{ state: "DEGRADED", serving: current, next, message: setback.message, retryAt },
      ...(lacks === undefined ? {} : { lacks }),
    };
  }
  return serving === wanted.generation
    ? { state: "READY", serving: current }
    : { state: "SWITCHING", serving: current, next };
}
