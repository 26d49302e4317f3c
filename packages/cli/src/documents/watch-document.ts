import type { WatchEvent } from "@mlx/app";
import { timestamp } from "@mlx/core";
import type { Document } from "@mlx/documents";
import { errorDocument } from "./error-document.ts";

/** One event of `mlx watch`. */
export function watchDocument(event: WatchEvent, now: number): Document {
  const head = { kind: "watch-event", at: timestamp(now) } as const;
  if (event.type !== "failed") return { ...head, ...event };
  const { kind: _, ...failure } = errorDocument(event.failure);
  return { ...head, type: event.type, failure };
}
