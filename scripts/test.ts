/**
 * `npm test`: vitest, with its own report; what failed and what passed only at its second try once more by
 * name, and a last line that a machine can read.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

interface Summary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly TestFile[];
}

interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
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
const retried = findRetried(summary);
for (const line of [...findFailures(summary), ...retried]) console.log(line);
const suites = summary.numFailedTests === 0 ? summary.numFailedTestSuites : 0;
const skipped = summary.numPendingTests === 0 ? "" : `, ${summary.numPendingTests} skipped`;
const late = retried.length === 0 ? "" : `, ${retried.length} only at the second try`;
console.log(`${summary.numPassedTests} passed, ${summary.numFailedTests + suites} failed${skipped}${late}`);
process.exitCode = status ?? 1;

/** One line for each; a file that did not load has no test. */
function findFailures({ testResults }: Summary): readonly string[] {
  return testResults.flatMap((file) => {
    const failed = linesOf(file, "failed", "failed");
    if (failed.length > 0 || file.status !== "failed") return failed;
    return [`failed: ${relative(process.cwd(), file.name)}: ${firstLine(file.message)}`];
  });
}

function findRetried({ testResults }: Summary): readonly string[] {
  return testResults.flatMap((file) => linesOf(file, "passed", "passed only at its second try"));
}

/** Those of a file's tests that ended so and failed at least once. */
function linesOf({ name, assertionResults }: TestFile, status: string, word: string): readonly string[] {
  return assertionResults
    .filter((test) => test.status === status && test.failureMessages.length > 0)
    .map(
      ({ fullName, failureMessages: [reason = ""] }) =>
        `${word}: ${relative(process.cwd(), name)} > ${fullName}: ${firstLine(reason)}`,
    );
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.slice(0, 300) ?? "";
}
