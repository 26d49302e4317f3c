/**
 * A line of pip or uv as a person wants to follow it, e.g. `Installing numpy, scikit-learn`;
 * `undefined` for lines that say nothing of the kind.
 */
export function describeInstallLine(line: string): string | undefined {
  const text = line.trim();
  const collecting = /^Collecting ([\w.-]+)/.exec(text);
  if (collecting !== null) return `Resolving ${collecting[1]}`;
  const downloading = /^Downloading ([\w.]+)(?:-\S+)?(?: (\([^)]+\)))?/.exec(text);
  if (downloading !== null)
    return ["Downloading", downloading[1]?.replaceAll("_", "-"), downloading[2]].filter(Boolean).join(" ");
  const installing = /^Installing collected packages: (.+)/.exec(text);
  if (installing !== null) return `Installing ${installing[1]}`;
  const building = /^(?:Building wheel for|Building) ([\w.-]+)/.exec(text);
  if (building !== null) return `Building ${building[1]}`;
  const counted = /^(Resolved|Prepared|Installed) (\d+ packages?)/.exec(text);
  return counted === null ? undefined : `${counted[1]} ${counted[2]}`;
}
