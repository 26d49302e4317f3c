/** The newest of the names that are batches of an output channel; by time, then by attempt. */
export function newestBatch(names: readonly string[]): string | undefined {
  const batches = names.flatMap((name) => {
    const [, run, attempt = "1"] = /^(\d{8}T\d{6}Z-[0-9a-f]{8})(?:-(\d+))?$/.exec(name) ?? [];
    return run === undefined ? [] : [{ name, run, attempt: Number(attempt) }];
  });
  batches.sort((a, b) => (a.run === b.run ? a.attempt - b.attempt : a.run < b.run ? -1 : 1));
  return batches.at(-1)?.name;
}
