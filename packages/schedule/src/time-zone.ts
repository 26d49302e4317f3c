/** The names that this machine's data lists. Looking one up is a hundred times cheaper than making a format with it. */
const listed: ReadonlySet<string> = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);

/** True for IANA names, also those that only stand for another; offsets such as `+01:00` are none. */
export function isTimeZone(name: string): boolean {
  if (listed.has(name)) return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The known zone that a wrong name probably means: by its city, or by a few wrong letters. */
export function similarTimeZone(name: string): string | undefined {
  const wanted = normalise(name);
  const city = normalise(name.split("/").at(-1) ?? "");
  const zones = [...listed];
  const same = zones.find(
    (zone) => normalise(zone) === wanted || normalise(zone.split("/").at(-1) ?? "") === city,
  );
  if (same !== undefined) return same;
  let best: string | undefined;
  let bestDistance = 4;
  for (const zone of zones) {
    const distance = editDistance(normalise(zone), wanted);
    if (distance < bestDistance) {
      best = zone;
      bestDistance = distance;
    }
  }
  return bestDistance * 3 <= wanted.length ? best : undefined;
}

function normalise(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, "");
}

/** How many letters have to be put in, taken out or changed (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
