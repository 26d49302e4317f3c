/**
 * Permanent codes of failures and findings. A code is never given a second meaning.
 *
 * 1xxx the configuration language · 2xxx plan · 3xxx apply and runs · 4xxx executing a task ·
 * 5xxx the store · 6xxx files, datasets and artifacts · 7xxx models · 8xxx the command line.
 */
export type Code = `MLX${number}`;

/** What `mlx explain` prints; each package keeps the entries of its own codes in `codes.ts`. */
export interface CodeEntry {
  readonly code: Code;
  readonly title: string;
  /** Markdown: what it means, how it comes about, what to do. */
  readonly explanation: string;
}
