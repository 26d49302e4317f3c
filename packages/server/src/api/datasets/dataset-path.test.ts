import { mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkDatasetPath } from "./dataset-path.ts";

const root = mkdtempSync(join(tmpdir(), "mlx-dataset-path-"));
mkdirSync(join(root, "data"));
mkdirSync(join(root, ".mlx"));
symlinkSync("/etc", join(root, "data", "away"));
symlinkSync("../.mlx", join(root, "data", "state"));

it.each([
  ["data/sales.csv", "data/sales.csv"],
  ["./data//new/*.csv", "data/new/*.csv"],
  ["data/", "data"],
  ["tenants/ACME@AdobeOrg/a.csv", "tenants/ACME@AdobeOrg/a.csv"],
])("%s is taken", async (path, expected) => {
  expect(await checkDatasetPath(path, { root })).toBe(expected);
});

it.each([
  "/etc/passwd",
  "../other/data.csv",
  "data/../../other",
  "..",
  ".",
  ".mlx/store.db",
  "data/.hidden",
  "data/away/passwd",
  "data/away",
  "data/state/store.db",
  "data\\..\\..\\x",
])("%s is refused", async (path) => {
  await expect(checkDatasetPath(path, { root })).rejects.toMatchObject({ code: "MLX8588" });
});

it("another organisation has a folder of its own", async () => {
  const org = "ACME@AdobeOrg";
  const own = "tenants/ACME@AdobeOrg/a.csv";
  expect(await checkDatasetPath(own, { root, org })).toBe(own);
  for (const path of ["data/sales.csv", "tenants/other/a.csv", "tenants/ACME@AdobeOrg/../other/a.csv"])
    await expect(checkDatasetPath(path, { root, org })).rejects.toMatchObject({ code: "MLX8588" });
});
