import { defineConfig } from "vitest/config";

/**
 * Machines are shared: a test that fails is tried once more, and `npm test` tells at its end what passed only
 * then. A counterexample that fast-check found stands.
 */
const retry = { count: 1, condition: /^(?!Property failed)/ };

export default defineConfig({
  test: {
    // Most of the time is spent waiting for programs, engines and clocks.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: "unit",
          retry,
          include: ["packages/*/src/**/*.test.{ts,tsx}", "packages/*/test/**/*.test.ts"],
          // Some kill a process or a store at each of its writes; machines are shared.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "binary",
          retry,
          include: ["test/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
