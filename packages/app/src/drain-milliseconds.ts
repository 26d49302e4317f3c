/** How long requests under way may still take when a server drains: what is being uploaded arrives. */
export const drainMilliseconds = 10_000;
