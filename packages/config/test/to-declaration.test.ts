import { readdirSync } from "node:fs";
import { join } from "node:path";
import {
  type Address,
  type DesiredResource,
  type ExecutorName,
  isJsonObject,
  type JsonObject,
  nameOf,
} from "@mlx/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  escapeTemplates,
  formatText,
  loadProject,
  toDeclaration,
  type WrittenDeclaration,
  writeDeclarations,
} from "../src/index.ts";
import { load, show } from "./load.ts";
import { configurations } from "./random-configuration.ts";

/** What the resources are as a file of `folder` would declare them. */
function declare(
  resources: readonly DesiredResource[],
  context: { readonly folder: string; readonly defaultExecutor: ExecutorName },
): readonly WrittenDeclaration[] {
  const experimentAt = (address: Address) => {
    const found = resources.find((each) => each.address === address);
    return found?.kind === "experiment" ? found.spec : undefined;
  };
  return resources.flatMap((resource) => {
    if (resource.kind === "experiment" && resource.spec.service !== undefined) return [];
    const value = escapeTemplates(toDeclaration(resource, context, experimentAt));
    if (!isJsonObject(value)) throw new TypeError("not a map");
    return [{ kind: resource.kind, name: nameOf(resource.address), value, notes: [] }];
  });
}

const specsOf = (resources: readonly DesiredResource[]) =>
  Object.fromEntries(resources.map(({ address, spec }) => [address, spec]));

async function resourcesOf(files: Parameters<typeof load>[0]): Promise<readonly DesiredResource[]> {
  const { state, diagnostics } = await load(files);
  expect(diagnostics.filter(({ severity }) => severity === "error").map(show)).toEqual([]);
  return state?.resources ?? [];
}

const settings: JsonObject = {
  project: "p",
  notifications: { webhooks: { ops: { url: "https://ops.acme.example" } } },
  runs: { slots: { tape: 1 } },
};

test("what canonical form makes of a declaration is the spec that it was made of, whatever the spec", async () => {
  await fc.assert(
    fc.asyncProperty(configurations, fc.constantFrom("", "teams/one"), async (sections, folder) => {
      const resources = await resourcesOf({ "mlx.yaml": JSON.stringify({ ...settings, ...sections }) });
      const declarations = declare(resources, { folder, defaultExecutor: "process" });
      const text = await writeDeclarations(declarations, "Head");
      const again = await resourcesOf({
        "mlx.yaml": JSON.stringify(settings),
        [join(folder, "imported.mlx.yaml")]: text,
      });
      expect(specsOf(again)).toEqual(specsOf(resources));
      expect(await formatText(text, "imported.mlx.yaml")).toEqual({ text });
    }),
    { numRuns: 25 },
  );
});

const examples = join(import.meta.dirname, "../../../examples");

test.each(
  readdirSync(examples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name),
)("the example %s can be declared as it was applied", async (name) => {
  const { state, settings: own } = await loadProject({
    root: join(examples, name),
    variables: {},
    variableFiles: [],
    processEnv: {},
  });
  const resources = (state?.resources ?? []).filter(({ address }) => !address.includes("["));
  const { executor: defaultExecutor = "process", runs } = own;
  const text = await writeDeclarations(declare(resources, { folder: "", defaultExecutor }), "");
  const again = await resourcesOf({
    "mlx.yaml": JSON.stringify({
      project: "p",
      executor: defaultExecutor,
      runs: { slots: runs.slots ?? {} },
    }),
    "imported.mlx.yaml": text,
  });
  expect(resources).not.toEqual([]);
  expect(specsOf(again)).toEqual(specsOf(resources));
});
