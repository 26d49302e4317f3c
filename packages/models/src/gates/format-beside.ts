/** Two numbers with six digits each, or with all of them where six would make them look equal. */
export function formatBeside(a: number, b: number): readonly [string, string] {
  const short = [shorten(a), shorten(b)] as const;
  return a !== b && short[0] === short[1] ? [String(a), String(b)] : short;
}

/** A count with all its digits; what has a fraction with six. */
function shorten(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
