/**
 * The direction of the packages (ARCHITECTURE.md), checked by dependency-cruiser; and that it saw the
 * modules, for a check of nothing would pass.
 */
import { cruise, type IRegularForbiddenRuleType } from "dependency-cruiser";

const stages = [
  ...["config", "plan", "store", "runtime", "data", "models", "schedule", "search"],
  ...["report", "notify", "telemetry"],
];

const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  ...Object.fromEntries(stages.map((name) => [name, ["core"]])),
  engine: ["core", "plan", "models", "schedule", "search"],
  app: ["core", ...stages, "engine"],
  client: [],
  documents: ["core", "app"],
  server: ["core", "app", "documents"],
  cli: ["core", "app", "documents", "server"],
};

const forbidden: IRegularForbiddenRuleType[] = [
  ...Object.entries(mayImport).map(([name, allowed]) => ({
    name: `${name}-imports-only-${allowed.join("-") || "itself"}`,
    severity: "error" as const,
    from: { path: `^packages/${name}/src/`, pathNot: "\\.test\\.tsx?$" },
    to: { path: "^packages/", pathNot: `^packages/(${[name, ...allowed].join("|")})/` },
  })),
  {
    name: "no-cycles",
    severity: "error" as const,
    from: { path: "^packages/" },
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only", "dynamic-import"] } },
  },
  {
    name: "other-packages-by-their-index",
    comment: "What a package offers is what its src/index.ts (or src/testing.ts) exports.",
    severity: "error" as const,
    from: { path: "^packages/([^/]+)/" },
    to: {
      path: "^packages/[^/]+/src/",
      pathNot: ["^packages/$1/", "^packages/[^/]+/src/(index|testing)\\.ts$"],
    },
  },
  {
    name: "testing-only-from-tests",
    severity: "error" as const,
    from: { path: "^packages/[^/]+/src/", pathNot: "(\\.test\\.tsx?|/testing\\.ts|/testing/.*)$" },
    to: { path: "/src/testing\\.ts$" },
  },
  {
    name: "core-touches-nothing",
    comment: "node:crypto computes; everything else of Node touches the world.",
    severity: "error" as const,
    from: { path: "^packages/core/src/" },
    to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
  },
];

const packages = Object.keys(mayImport);
const { output } = await cruise(
  packages.map((name) => `packages/${name}/src`),
  {
    ...{
      doNotFollow: { path: "node_modules" },
      tsPreCompilationDeps: true,
      tsConfig: { fileName: "tsconfig.json" },
      enhancedResolveOptions: {
        exportsFields: ["exports"],
        conditionNames: ["import", "node"],
        extensions: [".ts", ".tsx", ".js"],
      },
    },
    ruleSet: { forbidden },
    validate: true,
  },
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
