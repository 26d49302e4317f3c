import { extname } from "node:path";
import type { DrawText, Report } from "@mlx/app";
import { describeReport } from "@mlx/documents";
import pc from "picocolors";
import { defineCommand } from "../define-command.ts";
import { usageInvalid } from "../errors.ts";
import type { ViewOptions } from "../view-options.ts";
import { toPlainText } from "../views/layout.ts";
import { renderReport } from "../views/report.ts";

interface Reported {
  readonly report: Report;
  /** A document that is to be printed. */
  readonly text?: string;
  /** The file that it was written to: absolute. */
  readonly file?: string;
  readonly draw: DrawText;
}

export const runsReport = defineCommand({
  name: "runs report",
  description:
    "Reports what a run left: metrics and their curves, predicted against actual, ROC, confusion matrix, and its own plots; of several runs over each other.",
  examples: [
    ["runs report last", "with charts in the terminal"],
    ["runs report last --format html --out report.html", "one page that needs nothing else"],
    ["runs report 3f2a91bc last --format svg > charts.svg", "the charts of two runs over each other"],
    ["runs report retail-default@champion", "the run that made a model"],
  ],
  arguments: {
    refs: {
      required: true,
      variadic: true,
      summary: "runs (id, its first characters, last) or versions of models (NAME@v3, NAME@ALIAS)",
      completes: "run",
    },
  },
  flags: {
    format: {
      type: "string",
      value: "FORMAT",
      choices: ["text", "html", "svg"],
      summary: "text (without --format), html or svg",
    },
    out: {
      type: "string",
      value: "FILE",
      short: "o",
      summary: "write it to a file, whose end may say the format; - is standard output",
      completes: "file",
    },
  },
  exits: [],
  run: ({ refs, format, out = "-" }, context) =>
    context.withProject<Reported>(
      async ({ app, project }) => {
        const written = format ?? formatOfFile(out);
        if (written === undefined) {
          const why = `the end of ${toPlainText(out)} says no format: .txt, .html and .svg do`;
          const usage = "mlx runs report REF --out FILE --format html";
          return { ok: false, failure: usageInvalid(why, usage, "mlx runs report --help") };
        }
        const found = await app.reportRun(project, { refs });
        if (!found.ok) return found;
        const report = found.value;
        const draw = await app.loadTextCharts();
        if (out === "-" && (written === "text" || context.json)) return { ok: true, value: { report, draw } };
        const document =
          written === "text"
            ? ({ ok: true, value: renderReport(report, draw, forFile(context.view)) } as const)
            : await app.writeReport(report, written);
        if (!document.ok) return document;
        const text = document.value.trimEnd();
        if (out === "-") return { ok: true, value: { report, draw, text } };
        const file = await app.saveReport(project, { file: out, text: `${text}\n` });
        return file.ok ? { ok: true, value: { report, draw, file: file.value } } : file;
      },
      { recover: true },
    ),
  views: {
    human: ({ report, draw, text, file }, view) =>
      file === undefined ? (text ?? renderReport(report, draw, view)) : `Written to ${toPlainText(file)}.`,
    json: ({ report, file }) => ({ ...describeReport(report), file: file ?? null }),
  },
  warnings: ({ report }) => report.findings,
});

/** A name without an end is a text's; `undefined` for an end that says nothing. */
function formatOfFile(file: string): "text" | "html" | "svg" | undefined {
  switch (extname(file).toLowerCase()) {
    case "":
    case ".":
    case ".txt":
      return "text";
    case ".htm":
    case ".html":
      return "html";
    case ".svg":
      return "svg";
    default:
      return undefined;
  }
}

function forFile(view: ViewOptions): ViewOptions {
  return { ...view, width: 100, colours: pc.createColors(false) };
}
