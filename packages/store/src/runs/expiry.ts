import { timestamp } from "@mlx/core";

/** So many seconds after an instant. */
export function expiry(at: string, seconds: number): string {
  return timestamp(Date.parse(at) + seconds * 1000);
}
