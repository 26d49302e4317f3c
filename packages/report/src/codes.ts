import type { CodeEntry } from "@mlx/core";

/** The codes of this package: 7040 to 7049, reports and comparisons. */
export const reportCodes: readonly CodeEntry[] = [
  {
    code: "MLX7040",
    title: "A file of plots is not drawn",
    explanation: `A run leaves what is to be drawn in \`output/plots\`, as CSV with a header, or as JSON: a list of objects, or an
object of lists. The columns say what it is:

    actual,predicted[,at]          predicted against actual, and both over time
    label,score[,class][,predicted]  ROC with its area; a confusion matrix where it can be told
    label,predicted                confusion matrix
    fpr,tpr[,class]                a ROC that was computed already
    actual,predicted,count         a confusion matrix that was counted already
    step,NAME[,NAME…]              curves over steps

Pictures (PNG, JPEG, GIF, WebP, SVG) and HTML files are embedded into the HTML report; HTML runs without scripts. The message
names the row that cannot be read. The rest of the report is made all the same.`,
  },
  {
    code: "MLX7041",
    title: "A file of plots is too large for a report",
    explanation:
      "CSV and JSON files are read up to 64 MiB, pictures and HTML files embedded up to 8 MiB each, and at most 100 files of a run. All of them are kept with the run.",
  },
  {
    code: "MLX7042",
    title: "The plots of a run cannot be read",
    explanation:
      "Plots are files by content below `.mlx/cas`, of the machine that made them. Something has removed or damaged them there. The report is made without them.",
  },
  {
    code: "MLX7043",
    title: "A comparison needs two",
    explanation:
      "`mlx runs compare A B …` takes two or more different runs or versions of models, by their ids, `last`, or references such as `retail-default@champion`.",
  },
  {
    code: "MLX7044",
    title: "There is nothing to draw",
    explanation: `A chart is made of a metric that was reported with several steps, and of files in \`output/plots\` (see MLX7040). This run
has left neither.`,
  },
];
