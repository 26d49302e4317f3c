import type { DatasetProfile, PreparedResource } from "@mlx/core";
import { formatAddress, MlxError } from "@mlx/core";
import { expect, test } from "vitest";
import { checkDatasets } from "./check-datasets.ts";

const at = { file: "mlx.yaml", line: 3, column: 3, offset: 0 };
const common = {
  tags: {},
  enabled: true,
  lifecycle: { protect: false, ignore: [] },
  dependsOn: [],
} as const;

function dataset(timestampColumn: string | undefined, hasFiles = true): PreparedResource<"dataset"> {
  const column = timestampColumn === undefined ? {} : { timestampColumn };
  return {
    address: formatAddress({ kind: "dataset", name: "rentals" }),
    kind: "dataset",
    spec: { ...common, path: "rentals.csv", format: "csv", ...column },
    references: [],
    at,
    observed: hasFiles ? { fingerprint: "sha256:1" } : {},
    digest: "sha256:2",
  };
}

const reading = (...names: string[]) => ({
  profile: async (): Promise<DatasetProfile> => ({
    rows: 1,
    columns: names.map((name) => ({ name, type: "VARCHAR" })),
  }),
});

test("a timestamp column that the data do not have, with the one that was meant", async () => {
  const found = await checkDatasets([dataset("tmie")], reading("time", "rentals"));
  expect(found).toMatchObject([
    {
      severity: "error",
      code: "MLX3026",
      summary: "dataset/rentals has no column tmie, which its `timestampColumn` names",
      detail:
        "Did you mean `time`? Its columns are time, rentals. Correct the `timestampColumn`, or the data.",
    },
  ]);
  expect((await checkDatasets([dataset("Time")], reading("time")))[0]?.detail).toMatch(
    /^Did you mean `time`/,
  );
  expect((await checkDatasets([dataset("date")], reading("a", "b")))[0]?.detail).toMatch(/^Its columns/);
});

test("nothing is found where the column is there, or nobody can tell", async () => {
  expect(await checkDatasets([dataset("time")], reading("time"))).toEqual([]);
  expect(await checkDatasets([dataset("Time")], reading("time", "Time_1"))).toEqual([]);
  const unread = {
    profile: async () => {
      throw new MlxError({ code: "MLX6103", summary: "it cannot be read", detail: "Why.", next: [] });
    },
  };
  expect(await checkDatasets([dataset("time")], unread)).toEqual([]);
  const unasked = { profile: async () => expect.fail("nobody may ask") };
  expect(await checkDatasets([dataset(undefined), dataset("time", false)], unasked)).toEqual([]);
});
