/** `npm test`: vitest, with its own report, and a last line that a machine can read. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Summary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
}

const folder = mkdtempSync(join(tmpdir(), "mlx-test-"));
const report = join(folder, "report.json");
const { status } = spawnSync(
  "vitest",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { stdio: "inherit" },
);
const summary = JSON.parse(readFileSync(report, "utf8")) as Summary;
rmSync(folder, { recursive: true });
const suites = summary.numFailedTests === 0 ? summary.numFailedTestSuites : 0;
const skipped = summary.numPendingTests === 0 ? "" : `, ${summary.numPendingTests} skipped`;
console.log(`${summary.numPassedTests} passed, ${summary.numFailedTests + suites} failed${skipped}`);
process.exitCode = status ?? 1;
