import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { supervisorNotStarted } from "../errors.ts";
import type { JobFolder } from "../job/job-folder.ts";
import type { Launch } from "./launch.ts";
import { claimed } from "./launch.ts";

/**
 * Starts the supervisor as a process that outlives this one, hands it the launch, and returns when
 * the job is taken: by it, or by another that was faster. Fails: 4020.
 */
export async function startSupervisor(supervisor: string, folder: JobFolder, launch: Launch): Promise<void> {
  const errors = openSync(folder.supervisorLog, "a");
  const child = spawn(process.execPath, [supervisor, folder.root], {
    detached: true,
    stdio: ["pipe", "pipe", errors],
    // Nothing of the environment here: what it starts gets what the launch says.
    env: {},
    cwd: folder.root,
  });
  closeSync(errors);
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw supervisorNotStarted("it has no standard input");
  let answer = "";
  const done = new Promise<string | undefined>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
    stdout.on("data", (data: Buffer) => {
      answer += data.toString();
      if (answer === claimed) resolve(undefined);
    });
  });
  stdin.on("error", () => {});
  stdin.end(JSON.stringify(launch));
  const problem = await done;
  stdin.destroy();
  stdout.destroy();
  child.unref();
  if (problem === undefined || answer === claimed) return;
  throw supervisorNotStarted(
    [problem, readFileSync(folder.supervisorLog, "utf8").slice(-2000)].join("\n").trim(),
  );
}
