import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { clientFilesOf, clientFolder } from "./client-files.ts";

const root = mkdtempSync(join(tmpdir(), "mlx-client-files-"));
afterAll(() => rmSync(root, { recursive: true }));
const own = "sandboxes/dev";
for (const folder of ["data", ".mlx", own, "sandboxes/other"])
  mkdirSync(join(root, folder), { recursive: true });
for (const folder of ["data", own])
  for (const [link, target] of [
    ["etc", "/etc"],
    ["state", join(root, ".mlx")],
    ["other", join(root, "sandboxes/other")],
    ["here", "."],
    ["nowhere", "/none/at/all"],
    ["circle", "circle"],
  ] as const)
    symlinkSync(target, join(root, folder, link));

it.each([
  ["data/new.csv", false],
  ["data/new/deeper/*.csv", false],
  ["data/here/new.csv", false],
  [".", false],
  ["..x", false],
  ["data/other/x", false],
  ["data/etc/passwd", true],
  ["data/etc", true],
  ["data/state/mlx.db", true],
  ["data/nowhere", true],
  ["data/nowhere/x", true],
  ["data/circle", true],
])("from the project %s leads away: %j", (path, expected) => {
  expect(clientFilesOf({ root }).leadsAway(path)).toBe(expected);
});

it.each([
  ["new.csv", false],
  ["here/new.csv", false],
  ["other/x", true],
  ["etc/passwd", true],
  ["nowhere", true],
])("from a sandbox %s leads away: %j", (path, expected) => {
  const files = clientFilesOf({ root, namespace: "p sandbox=dev" });
  expect([files.folder, files.leadsAway(`${own}/${path}`)]).toEqual([own, expected]);
});

it("a sandbox whose folder is not there yet has it all the same", () => {
  const files = clientFilesOf({ root, namespace: "p org=ACME@AdobeOrg sandbox=dev" });
  expect([files.folder, files.leadsAway("tenants/ACME@AdobeOrg/dev/a.csv")]).toEqual([
    "tenants/ACME@AdobeOrg/dev",
    false,
  ]);
});

it("each namespace has a folder of its own", () => {
  expect(clientFolder({})).toBeUndefined();
  const folders = ["sandbox=a", "sandbox=", "org=a sandbox=b", "org=a sandbox=", "org=sandbox sandbox=b"].map(
    (place) => clientFolder({ namespace: `shop/prod ${place}` }),
  );
  expect(folders).toEqual(["sandboxes/a", "sandboxes/-", "tenants/a/b", "tenants/a/-", "tenants/sandbox/b"]);
});
