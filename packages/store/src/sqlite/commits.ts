let commits = 0;

/** Told of each commit of this process, by whichever connection. */
export function countCommit(): void {
  commits += 1;
}

/** Another number after each commit of this process. */
export function commitCount(): number {
  return commits;
}
