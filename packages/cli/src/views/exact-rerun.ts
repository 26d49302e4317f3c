import type { ExactDifference } from "@mlx/app";
import type { RanExactly } from "../rerun-exactly.ts";
import type { ViewOptions } from "../view-options.ts";
import { count } from "./format.ts";
import { indent } from "./layout.ts";
import { shortDigest, shortId } from "./names.ts";
import { renderRun } from "./run-detail.ts";
import { renderTable } from "./table.ts";

/** The run, and whether it made what the other one had made. */
export function renderExactRerun(ran: RanExactly, view: ViewOptions): string {
  if (ran.how === "left") return "";
  const detail = renderRun(ran.record, [], view);
  if (ran.how === "ended") return detail;
  const { colours } = view;
  const { comparison, original } = ran;
  const than = `run ${shortId(original.run.id)}`;
  const compared = `${count(comparison.files, "file")} and ${count(comparison.metrics, "metric")}`;
  if (comparison.files + comparison.metrics === 0)
    return [
      detail,
      `There is nothing to compare with ${than}: neither of the two made a file or measured anything.\n${nothingPublished}`,
    ].join("\n\n");
  if (comparison.equal)
    return [
      detail,
      `${colours.green("Equal")} to ${than}: ${compared} were compared, and are the same.\n${nothingPublished}`,
    ].join("\n\n");
  const table = renderTable<ExactDifference>(
    [
      { header: "", value: ({ of }) => of },
      { header: "NAME", value: ({ name }) => name, least: 16 },
      { header: "WAS", value: ({ was }) => describeValue(was) },
      { header: "IS", value: ({ is }) => describeValue(is) },
    ],
    comparison.differences,
    { width: view.width - 2, colours },
  );
  return [
    detail,
    `${colours.red("Not equal")} to ${than}: of ${compared}, ${comparison.differences.length} differ.\n${indent(table.split("\n"), "  ").join("\n")}`,
    nothingPublished,
  ].join("\n\n");
}

const nothingPublished = "It was only compared: no version of the model and no batch was published.";

/** In full, since the difference may lie in the last digit. */
function describeValue(value: ExactDifference["was"]): string {
  if (value === undefined) return "absent";
  return typeof value === "number" ? String(value) : shortDigest(value);
}
