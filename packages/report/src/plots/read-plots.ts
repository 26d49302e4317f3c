import { type Diagnostic, MlxError } from "@mlx/core";
import { plotMalformed, plotTooLarge } from "../findings.ts";
import { plainText } from "../plain-text.ts";
import type { Plot, PlotFile } from "./plot.ts";
import { plotsOfTable } from "./plots-of-table.ts";
import { readCsv, readJson } from "./table.ts";

/** A file that a report shows as it is. */
export interface Attachment {
  readonly path: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export interface ReadPlots {
  readonly plots: readonly Plot[];
  readonly attachments: readonly Attachment[];
  /** Why some are not shown. */
  readonly findings: readonly Diagnostic[];
}

/** What is read of a run's plots; files beyond it are named, and left out. */
export const plotLimits = { files: 100, tableBytes: 64 * 1024 ** 2, attachmentBytes: 8 * 1024 ** 2 };

const mediaTypes: { readonly [extension: string]: string } = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
  html: "text/html",
  htm: "text/html",
};

/** How many bytes of a file are read at most; 0 for one that is nothing to a report. */
export function readableBytes(path: string): number {
  const extension = extensionOf(path);
  if (extension === "csv" || extension === "json") return plotLimits.tableBytes;
  return mediaTypes[extension] === undefined ? 0 : plotLimits.attachmentBytes;
}

/** Tables become plots, pictures and pages are attached. What cannot be read is told, and stops nothing. */
export async function readPlots(files: readonly PlotFile[]): Promise<ReadPlots> {
  const plots: Plot[] = [];
  const attachments: Attachment[] = [];
  const findings: Diagnostic[] = [];
  for (const { path: written, size, content } of files) {
    const path = plainText(written);
    const limit = readableBytes(written);
    if (limit === 0) continue;
    if (content === undefined || size > limit) {
      findings.push(plotTooLarge(path, `more than ${limit / 1024 ** 2} MiB`));
      continue;
    }
    const mediaType = mediaTypes[extensionOf(written)];
    if (mediaType !== undefined) {
      attachments.push({ path, mediaType, content });
      continue;
    }
    try {
      const text = new TextDecoder().decode(content);
      const table = extensionOf(written) === "csv" ? await readCsv(text) : readJson(text);
      plots.push(...plotsOfTable(path, table));
    } catch (error) {
      if (!(error instanceof MlxError)) throw error;
      findings.push(plotMalformed(path, error.summary));
    }
  }
  return { plots, attachments, findings };
}

function extensionOf(path: string): string {
  return /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
}
