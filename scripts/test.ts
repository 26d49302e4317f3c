/** `npm test`: vitest, with its own report; what failed once more by name, and a last line that a machine can read. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

interface Summary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
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
for (const failure of findFailures(summary)) console.log(failure);
const suites = summary.numFailedTests === 0 ? summary.numFailedTestSuites : 0;
const skipped = summary.numPendingTests === 0 ? "" : `, ${summary.numPendingTests} skipped`;
console.log(`${summary.numPassedTests} passed, ${summary.numFailedTests + suites} failed${skipped}`);
process.exitCode = status ?? 1;

/** One line for each; a file that did not load has no test. */
function findFailures({ testResults }: Summary): readonly string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0) return status === "failed" ? [`failed: ${file}: ${firstLine(message)}`] : [];
    return failed.map(
      ({ fullName, failureMessages }) =>
        `failed: ${file} > ${fullName}: ${firstLine(failureMessages[0] ?? "")}`,
    );
  });
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.slice(0, 300) ?? "";
}
