export interface RepeatFilter {
  /** Whether the entry of that time, the next one of its stream, was given before; `endsLine`: it has a newline. */
  isRepeated(time: string, endsLine: boolean): boolean;
}

const remembered = 16 * 1024;

/**
 * Engine 20.10 reads a file of its log twice when it is followed over the change to that file: what was in
 * it by then comes again, from its first entry on. The entries of a stream have ascending times, to the
 * nanosecond; so time goes back there, to one that was seen. Where it goes back to another, the machine's
 * clock was set. Or only the end of a divided line comes again, which has the time of its beginning.
 */
export function createRepeatFilter(): RepeatFilter {
  const seen = new Set<string>();
  let newest = "";
  /** Entries of the newest time: a line that is divided has one time. */
  let ofNewest = 0;
  /** Of the newest time, in the repetition that is under way. */
  let repeated: number | undefined;
  /** The line of the newest time is whole. */
  let whole = false;

  function isRepeated(time: string, endsLine: boolean): boolean {
    if (time < newest && (repeated !== undefined || seen.has(time))) {
      repeated = 0;
      return true;
    }
    if (time === newest && repeated !== undefined && repeated < ofNewest) {
      repeated += 1;
      return true;
    }
    if (time === newest && whole) return true;
    ofNewest = time === newest ? ofNewest + 1 : 1;
    newest = time;
    whole = endsLine;
    repeated = undefined;
    remember(time);
    return false;
  }

  function remember(time: string): void {
    seen.add(time);
    if (seen.size <= remembered) return;
    for (const oldest of seen) {
      seen.delete(oldest);
      return;
    }
  }

  return { isRepeated };
}
