export interface RepeatFilter {
  /** Whether the entry of that time, the next one of its stream, was given before. */
  isRepeated(time: string): boolean;
}

const remembered = 16 * 1024;

/**
 * Engine 20.10 reads a file of its log twice when it is followed over the change to that file: what was in
 * it by then comes again, from its first entry on. The entries of a stream have ascending times, to the
 * nanosecond; so time goes back there, to one that was seen. Where it goes back to another, the machine's
 * clock was set.
 */
export function createRepeatFilter(): RepeatFilter {
  const seen = new Set<string>();
  let newest = "";
  /** Entries of the newest time: a line that is divided has one time. */
  let ofNewest = 0;
  /** Of the newest time, in the repetition that is under way. */
  let repeated: number | undefined;

  function isRepeated(time: string): boolean {
    if (time < newest && (repeated !== undefined || seen.has(time))) {
      repeated = 0;
      return true;
    }
    if (time === newest && repeated !== undefined && repeated < ofNewest) {
      repeated += 1;
      return true;
    }
    ofNewest = time === newest ? ofNewest + 1 : 1;
    newest = time;
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
