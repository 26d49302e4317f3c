/** The outermost boundary: one command line from the process to an exit code. */
import { fileURLToPath } from "node:url";
import pkg from "../package.json" with { type: "json" };
import { createTerminal } from "./create-terminal.ts";
import { exitCodes } from "./exit-codes.ts";
import { createInterrupts } from "./interrupts.ts";
import { createOutput } from "./output.ts";
import { runCli } from "./run-cli.ts";
import { createViewOptions } from "./view-options.ts";
import { renderBug } from "./views/failure.ts";

/** Milliseconds since 1970. */
const now = () => Date.now();

const every = (milliseconds: number, call: () => void) => {
  const timer = setInterval(call, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
};

/** Runs the process's command line. `bin` is the file that was started. */
export async function main(bin: string): Promise<void> {
  const { stdin, stdout, stderr, env } = process;
  const words = process.argv.slice(2);
  let unwritten = false;
  const output = createOutput(stdout, stderr, ({ message }) => {
    unwritten = true;
    process.exitCode = exitCodes.error.code;
    output.note(`stdout cannot be written: ${message}`);
  });
  const reportBug = (error: unknown) => {
    const view = createViewOptions(stderr, { noColour: false, verbosity: "normal", env, now: now() });
    const command = ["mlx", ...words.map(withoutValue)].join(" ");
    const platform = `${process.version}, ${process.platform} ${process.arch}`;
    output.note(renderBug(error, { version: pkg.version, command, platform }, view));
  };
  process.once("uncaughtException", (error) => {
    reportBug(error);
    process.exit(exitCodes.error.code);
  });
  const besideThis = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  try {
    const code = await runCli({
      words,
      cwd: process.cwd(),
      env,
      now,
      stdout,
      stderr,
      output,
      interrupts: createInterrupts(process),
      createTerminal: (options) => createTerminal({ stdin, stderr, env, now, every }, options),
      loadApp: () => import("@mlx/app"),
      loadServer: () => import("@mlx/server"),
      version: pkg.version,
      supervisor: besideThis("./supervisor.js"),
      templatesFolder: besideThis("./templates"),
      self: [process.execPath, bin],
    });
    process.exitCode = unwritten ? exitCodes.error.code : code;
  } catch (error) {
    reportBug(error);
    process.exitCode = exitCodes.error.code;
  }
}

/** Values of variables and parameters may be secret, and stay out of a report. */
function withoutValue(word: string): string {
  return word.replace(/^([^=\s]+)=.*$/s, "$1=…");
}
