/** Waits until `condition` holds; fails with `what` after half a minute. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!condition()) {
    if (performance.now() > end) throw new TypeError(`waited in vain until ${what}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
