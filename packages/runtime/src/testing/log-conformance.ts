import type { LogLine } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { execute, joinLines, pythonTask, readLines } from "./conformance-tasks.ts";
import type { ExecutorHarness } from "./executor-conformance.ts";

const mebibyte = 1024 * 1024;
const keptBytes = 100 * mebibyte;

/** What is kept of a program's output, and how it is read. */
export function logConformance(
  current: () => ExecutorHarness,
  { floodBytes }: { readonly floodBytes: number },
): void {
  describe("log", () => {
    it("keeps every line, with its stream, also long ones and one without an end", async () => {
      const program = `import sys
print("plain"); print("grün ✓"); print()
print("a" * 20_000); print("b" * 70_000); print("ü" * 100_000)
print("to stderr", file=sys.stderr)
sys.stdout.write("no end")
`;
      const { executor } = current();
      const { handle } = await execute(executor, await pythonTask(current(), program));
      const lines = await readLines(executor, handle);
      expect(joinLines(lines)).toBe(
        `plain\ngrün ✓\n\n${"a".repeat(20_000)}\n${"b".repeat(70_000)}\n${"ü".repeat(100_000)}\nno end\n`,
      );
      expect(joinLines(lines, "stderr")).toBe("to stderr\n");
      expect((await executor.collect(handle)).stderrTail).toEqual(["to stderr"]);
      const parts = lines.filter(({ text }) => text.startsWith("b"));
      expect(parts.map(({ partial }) => partial)).toEqual([true, undefined]);
    });

    it("lets a program open its output by name", async () => {
      const program = 'open("/dev/stdout", "w").write("by name\\n")\n';
      const { handle, exit } = await execute(current().executor, await pythonTask(current(), program));
      expect(exit.exitCode).toBe(0);
      expect(joinLines(await readLines(current().executor, handle))).toBe("by name\n");
    });

    it("is read from any cursor without losing or repeating a line, while it is written and later", async () => {
      const program = "import time\nfor i in range(300):\n  print(i, flush=True)\n  time.sleep(0.002)\n";
      const { executor, reopen } = current();
      const handle = await executor.submit(await pythonTask(current(), program));
      const seen: string[] = [];
      let cursor = "0";
      let ended = false;
      while (!ended) {
        ended = true;
        let taken = 0;
        for await (const item of reopen().logs(handle, { cursor, follow: true })) {
          seen.push(item.line.text);
          ({ cursor } = item);
          taken += 1;
          if (taken < 7) continue;
          ended = false;
          break;
        }
      }
      expect(seen).toEqual(Array.from({ length: 300 }, (_, index) => index.toString()));
    });

    it("stops following when it is told to", async () => {
      const { executor } = current();
      const handle = await executor.submit(await pythonTask(current(), "import time\ntime.sleep(1)\n"));
      const reason = new Error("enough");
      const stop = new AbortController();
      const following = (async () => {
        for await (const _ of executor.logs(handle, { follow: true, signal: stop.signal }));
      })();
      stop.abort(reason);
      await expect(following).rejects.toBe(reason);
      await executor.wait(handle, AbortSignal.timeout(60_000));
    });

    it.each([
      ["short lines", 99],
      ["lines of 20,000 bytes", 20_000],
      ["lines of 200,000 bytes", 200_000],
    ])(
      `keeps the beginning and the end of ${floodBytes / mebibyte} MiB in %s`,
      { timeout: 300_000 },
      async (_, length) => {
        const program = `import os
line, i, left = "x" * ${length - 9}, 0, ${floodBytes}
while left > 0:
    block = "".join("%08d%s\\n" % (i + n, line) for n in range(max(1, 100_000 // ${length}))).encode()
    i += max(1, 100_000 // ${length})
    left -= len(block)
    while block: block = block[os.write(1, block):]
os.write(1, b"%08d the end\\n" % i)
`;
        const { executor } = current();
        const { handle, exit } = await execute(executor, await pythonTask(current(), program), 280_000);
        expect(exit.exitCode).toBe(0);
        const { logBytesDropped } = await executor.collect(handle);
        expect(logBytesDropped).toBeGreaterThan(floodBytes - keptBytes - mebibyte);
        const kept = await summarise(executor.logs(handle, { follow: false }));
        expect(kept.first?.startsWith("00000000x")).toBe(true);
        expect(kept.last).toMatch(/^\d{8} the end$/);
        expect(kept.bytes).toBeLessThan(keptBytes);
        expect(kept.gaps).toEqual([logBytesDropped.toLocaleString("en")]);
        expect(kept.jumps).toBe(1);
      },
    );
  });
}

/** Reads a numbered log once, without keeping it. */
async function summarise(log: AsyncIterable<{ readonly line: LogLine }>) {
  let first: string | undefined;
  let last: string | undefined;
  let bytes = 0;
  let jumps = 0;
  let expected = 0;
  let inside = false;
  const gaps: string[] = [];
  for await (const { line } of log) {
    if (line.stream === "execution") {
      gaps.push(/^([\d,]+) bytes/.exec(line.text)?.[1] ?? line.text);
      inside = false;
      continue;
    }
    bytes += line.text.length;
    first ??= line.text;
    last = line.text;
    const number = inside ? Number.NaN : Number.parseInt(/^\d{8}/.exec(line.text)?.[0] ?? "", 10);
    if (!Number.isNaN(number)) {
      if (number !== expected) jumps += 1;
      expected = number + 1;
    }
    inside = line.partial === true;
  }
  return { first, last, bytes, gaps, jumps };
}
