import {
  type DatasetProfile,
  type DatasetReader,
  type Diagnostic,
  MlxError,
  type PreparedResource,
} from "@mlx/core";
import { closest, distance } from "fastest-levenshtein";
import { resourceFinding } from "./resource-finding.ts";

const columnsShown = 20;

/**
 * Datasets whose data have no such column as `timestampColumn` names: their runs could only fail, with 6105.
 * Only datasets that name one are read, and what cannot be read is left to the runs.
 */
export async function checkDatasets(
  prepared: readonly PreparedResource[],
  datasets: Pick<DatasetReader, "profile">,
): Promise<readonly Diagnostic[]> {
  const findings: Diagnostic[] = [];
  for (const dataset of prepared) {
    if (dataset.kind !== "dataset" || dataset.observed.fingerprint === undefined) continue;
    const { timestampColumn: wanted } = dataset.spec;
    if (wanted === undefined) continue;
    const columns = await columnsOf(dataset, datasets);
    if (columns.length === 0 || columns.some((name) => isNamed(name, wanted))) continue;
    const summary = `${dataset.address} has no column ${wanted}, which its \`timestampColumn\` names`;
    findings.push(resourceFinding(dataset, "error", "MLX3026", summary, describe(wanted, columns)));
  }
  return findings;
}

async function columnsOf(
  { spec }: PreparedResource<"dataset">,
  datasets: Pick<DatasetReader, "profile">,
): Promise<readonly string[]> {
  let profile: DatasetProfile;
  try {
    profile = await datasets.profile(spec);
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    return [];
  }
  return profile.columns.map(({ name }) => name);
}

/** Of columns that differ in capital letters only, a profile has one as `time` and one as `Time_1`. */
function isNamed(column: string, wanted: string): boolean {
  return column === wanted || column.replace(/_\d+$/, "") === wanted;
}

function describe(wanted: string, columns: readonly string[]): string {
  const near = closest(
    wanted.toLowerCase(),
    columns.map((name) => name.toLowerCase()),
  );
  const meant = columns.find((name) => name.toLowerCase() === near);
  return [
    ...(meant !== undefined && distance(wanted.toLowerCase(), near) <= Math.max(2, wanted.length / 3)
      ? [`Did you mean \`${meant}\`?`]
      : []),
    `Its columns are ${columns.slice(0, columnsShown).join(", ")}${columns.length > columnsShown ? `, and ${columns.length - columnsShown} more` : ""}.`,
    "Correct the `timestampColumn`, or the data.",
  ].join(" ");
}
