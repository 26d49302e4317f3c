/** The direction of the packages (ARCHITECTURE.md), and what may not be reached from where. */
const stages = ["config", "plan", "store", "runtime", "data", "models", "schedule"];

const mayImport = {
  core: [],
  ...Object.fromEntries(stages.map((name) => [name, ["core"]])),
  engine: ["core", "plan", "models"],
  app: ["core", ...stages, "engine"],
  cli: ["core", "app"],
};

export default {
  forbidden: [
    ...Object.entries(mayImport).map(([name, allowed]) => ({
      name: `${name}-imports-only-${allowed.join("-") || "itself"}`,
      severity: "error",
      from: { path: `^packages/${name}/src/`, pathNot: "\\.test\\.tsx?$" },
      to: { path: "^packages/", pathNot: `^packages/(${[name, ...allowed].join("|")})/` },
    })),
    {
      name: "no-cycles",
      severity: "error",
      from: { path: "^packages/" },
      to: { circular: true },
    },
    {
      name: "other-packages-by-their-index",
      comment: "What a package offers is what its src/index.ts (or src/testing.ts) exports.",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: { path: "^packages/[^/]+/src/", pathNot: ["^packages/$1/", "^packages/[^/]+/src/(index|testing)\\.ts$"] },
    },
    {
      name: "testing-only-from-tests",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: "(\\.test\\.tsx?|/testing\\.ts|/testing/.*)$" },
      to: { path: "/src/testing\\.ts$" },
    },
    {
      name: "core-touches-nothing",
      comment: "node:crypto computes; everything else of Node touches the world.",
      severity: "error",
      from: { path: "^packages/core/src/" },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node"], extensions: [".ts", ".tsx", ".js"] },
  },
};
