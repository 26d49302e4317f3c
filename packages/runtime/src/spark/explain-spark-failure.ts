/** What of a Spark program's output says why it failed: its own error, without the frames of Java. */

export interface SparkFailure {
  /** The last one is the error itself. */
  readonly lines: readonly string[];
  /** What may help. */
  readonly hints: readonly string[];
}

const mostLines = 20;

/**
 * `spark-submit` gives the output and the errors of a Python program both as its own output, and
 * writes to its errors only what Java has to say. `undefined` where nothing is found.
 */
export function explainSparkFailure(
  stdout: readonly string[],
  stderr: readonly string[],
): SparkFailure | undefined {
  const said = (pattern: RegExp) =>
    stdout.some((line) => pattern.test(line)) || stderr.some((line) => pattern.test(line));
  const hints = knownCauses.flatMap(({ pattern, hint }) => (said(pattern) ? [hint] : []));
  const lines =
    findTraceback(stdout) ?? findTraceback(stderr) ?? findException(stderr) ?? withoutNoise(stderr);
  if (lines.length === 0 && hints.length === 0) return undefined;
  return { lines: lines.slice(-mostLines), hints };
}

const knownCauses = [
  {
    pattern: /java\.lang\.OutOfMemoryError: (?:Java heap space|GC overhead)/,
    hint: "Java ran out of heap: give the driver more by `driverMemoryInMB`; with a local master the executors' memory is the driver's",
  },
  {
    pattern: /UnsatisfiedLinkError: \/tmp\/.*failed to map segment from shared object/,
    hint: "`container.tmpExec: true` lets Java load the native code that it unpacks into /tmp",
  },
];

const traceback = "Traceback (most recent call last):";

/** The last traceback of Python, down to its error. Frames inside of PySpark itself are left out. */
function findTraceback(output: readonly string[]): readonly string[] | undefined {
  const start = output.lastIndexOf(traceback);
  if (start < 0) return undefined;
  const body = output.slice(start + 1);
  const end = body.findIndex((line) => /^[^\s]/.test(line));
  if (end < 0) return undefined;
  const error = body[end] ?? "";
  return [traceback, ...ownFrames(body.slice(0, end)), findCause(body.slice(end + 1)) ?? error];
}

const sparksOwn = /^ {2}File "[^"]*\/(?:pyspark|py4j)(?:[/.-][^"]*)?", line/;

function ownFrames(frames: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let keeps = true;
  for (const line of frames) {
    if (line.startsWith("  File ")) keeps = !sparksOwn.test(line);
    if (keeps) kept.push(line);
  }
  return kept;
}

/**
 * Behind "An error occurred while calling o35.save" stands Java's exception, behind a colon, and what
 * caused it.
 */
function findCause(lines: readonly string[]): string | undefined {
  const caused = lines.findLast((line) => line.startsWith("Caused by: "));
  if (caused !== undefined) return caused.slice("Caused by: ".length);
  const [first] = lines;
  return first?.startsWith(": ") ? first.slice(2) : undefined;
}

const uncaught = /^Exception in thread "[^"]*" (.+)$/;
const refused = /^Error: ./;

/** Of a program in Java or Scala, or of `spark-submit` itself. */
function findException(stderr: readonly string[]): readonly string[] | undefined {
  const start = stderr.findLastIndex((line) => uncaught.test(line));
  if (start < 0) {
    const error = stderr.findLast((line) => refused.test(line));
    return error === undefined ? undefined : [error];
  }
  const error = uncaught.exec(stderr[start] ?? "")?.[1] ?? "";
  const behind = stderr.slice(start + 1);
  const causes = behind.filter((line) => line.startsWith("Caused by: "));
  const last = causes.at(-1)?.slice("Caused by: ".length);
  return last === undefined || last === error ? [error] : [error, last];
}

const noise = [
  /^\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d (?:TRACE|DEBUG|INFO|WARN) /,
  /^\s+at [\w.$<>/]+\(/,
  /^\s*\.\.\. \d+ more$/,
  /^WARNING: Using incubator modules/,
  /^Using Spark's (?:default|repl) log4j profile/,
  /^Setting (?:default|Spark) log level/,
  /^To adjust logging level/,
  /^Picked up (?:_JAVA_OPTIONS|JAVA_TOOL_OPTIONS)/,
  /^\s*$/,
];

function withoutNoise(stderr: readonly string[]): readonly string[] {
  return stderr.filter((line) => !noise.some((pattern) => pattern.test(line)));
}
