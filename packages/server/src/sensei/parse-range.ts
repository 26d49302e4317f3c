/** `Range` of a request: RFC 9110, 14.1.2, for one range. */
import type { ContentRange } from "@mlx/core";

/**
 * First and last byte, both inclusive; `undefined` where the whole is to be answered (no such header, several ranges,
 * another unit); `none` where nothing of it is there.
 */
export function parseRange(header: string | undefined, bytes: number): ContentRange | "none" | undefined {
  const [, first = "", last = ""] =
    /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const length = Math.min(Number(last), bytes);
    return length === 0 ? "none" : { start: bytes - length, end: bytes - 1 };
  }
  const start = Number(first);
  const end = last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  // One that ends before it begins is no range at all.
  if (last !== "" && Number(last) < start) return undefined;
  return start >= bytes ? "none" : { start, end };
}
