/** Runs dependency-cruiser, and asserts that it saw the modules: a check of nothing would pass. */
import { cruise } from "dependency-cruiser";
import configuration from "../.dependency-cruiser.js";

const packages = [
  "core",
  "config",
  "schedule",
  "plan",
  "store",
  "runtime",
  "data",
  "models",
  "engine",
  "app",
  "cli",
];
const { output } = await cruise(
  packages.map((name) => `packages/${name}/src`),
  { ...configuration.options, ruleSet: { forbidden: configuration.forbidden }, validate: true },
);
if (typeof output === "string") throw new TypeError("dependency-cruiser answered with text");

const problems = output.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`);
for (const name of packages) {
  const seen = output.modules.filter(({ source }) => source.startsWith(`packages/${name}/src/`));
  if (seen.length < 3) problems.push(`only ${seen.length} modules of packages/${name} were seen`);
}
const crossing = output.modules.flatMap(({ source, dependencies }) =>
  dependencies.filter(
    ({ resolved }) => source.startsWith("packages/engine/") && resolved.startsWith("packages/core/"),
  ),
);
if (crossing.length === 0) problems.push("no import from one package to another was resolved");

for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
