import type { ComparedMetric, Comparison } from "@mlx/app";
import type { ViewOptions } from "../view-options.ts";
import { formatNumber } from "./format.ts";
import { indent } from "./layout.ts";
import { highlight } from "./prose.ts";
import { type Column, renderTable } from "./table.ts";

const titles: { readonly [name in Comparison["sections"][number]["name"]]: string } = {
  about: "About",
  parameters: "Parameters",
  data: "Data",
  source: "Source",
  command: "Command",
  environment: "Software",
  variables: "Environment variables",
  secrets: "Secrets",
  result: "Result",
};

const missing = "-";

/** What differs, section by section, a column for each run or version. */
export function renderComparison(comparison: Comparison, view: ViewOptions): string {
  const { names, sections, metrics } = comparison;
  const { colours, width } = view;
  if (sections.length === 0 && metrics.length === 0)
    return highlight(`${names.join(" and ")} do not differ. \`--all\` shows what is equal.`, view);
  const table = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]) =>
    indent(renderTable(columns, rows, { width: width - 2, colours }).split("\n"), "  ").join("\n");
  return [
    ...(metrics.length === 0
      ? []
      : [`${colours.bold("Metrics")}\n${table(metricColumns(comparison, view), metrics)}`]),
    ...sections.map(
      ({ name, rows }) =>
        `${colours.bold(titles[name])}\n${table(
          [
            { header: "", value: (row) => row.name, least: 12 },
            ...names.map((header, index) => ({
              header,
              value: (row: (typeof rows)[number]) => row.values[index] ?? missing,
              least: 12,
            })),
          ],
          rows,
        )}`,
    ),
  ].join("\n\n");
}

function metricColumns({ names }: Comparison, { colours }: ViewOptions): readonly Column<ComparedMetric>[] {
  const isBest = ({ best, values }: ComparedMetric, index: number) =>
    best.includes(index) && best.length < values.length;
  return [
    { header: "", value: ({ name }) => name, least: 12 },
    ...names.flatMap((header, index): Column<ComparedMetric>[] => [
      {
        header,
        value: (row) => {
          const value = row.values[index];
          if (value === undefined) return missing;
          return `${formatNumber(value)}${names.length > 2 && isBest(row, index) ? " *" : ""}`;
        },
        colour: (text, row) => (isBest(row, index) ? colours.green(text) : text),
        align: "right",
      },
      ...(index === 0 ? [] : [changeColumn(names.length > 2 ? `TO ${index + 1}` : "CHANGE", index)]),
    ]),
    {
      header: "BETTER",
      value: (row) => {
        const better = names.filter((_, index) => isBest(row, index));
        return better.join(", ");
      },
      colour: (text) => colours.green(text),
      least: 12,
      optional: names.length > 2 ? 2 : 1,
    },
  ];
}

/** `-4578.3 (-5.1 %)`, against the first. */
function changeColumn(header: string, index: number): Column<ComparedMetric> {
  return {
    header,
    value: ({ differences, relative }) => {
      const [difference, share] = [differences[index], relative[index]];
      if (difference === undefined) return "";
      return `${signed(difference)}${share === undefined ? "" : ` (${formatShare(share)})`}`;
    },
    align: "right",
    optional: 3,
  };
}

/** Of a change that is smaller than a hundredth of a percent, that it is. */
function formatShare(share: number): string {
  const percent = share * 100;
  const digits = Math.abs(percent) >= 10 ? 0 : Math.abs(percent) >= 1 ? 1 : 2;
  return `${signed(Number(percent.toFixed(digits)))} %`;
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${formatNumber(value)}`;
}
