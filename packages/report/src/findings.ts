import type { Diagnostic } from "@mlx/core";

/** `why`: e.g. `row 17: predicted is "abc", which is no number`. */
export function plotMalformed(path: string, why: string): Diagnostic {
  return {
    ...{ severity: "warning", code: "MLX7040", notes: [] },
    summary: `${path} is not drawn: ${why}`,
    detail: "`mlx explain MLX7040` lists the columns that are drawn.",
  };
}

/** `limit`: e.g. `more than 64 MiB`. */
export function plotTooLarge(path: string, limit: string): Diagnostic {
  return {
    ...{ severity: "warning", code: "MLX7041", notes: [] },
    summary: `${path} is left out: it has ${limit}`,
    detail: "It is kept whole with the run. Write fewer rows, or a smaller picture, to see it in the report.",
  };
}

/** `why`: what is wrong with the files as a whole. */
export function plotsGone(subject: string, why: string): Diagnostic {
  return {
    ...{ severity: "warning", code: "MLX7042", notes: [] },
    summary: `the plots of ${subject} cannot be read, and are left out: ${why}`,
  };
}
