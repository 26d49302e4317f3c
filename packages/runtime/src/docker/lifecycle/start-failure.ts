/** Why the program of a container could not be started, in words that say what to do. */
import type { TaskName } from "@mlx/core";

const lead = /^.*?unable to start container process: /s;
const notFound = /exec: "(.+?)": (?:executable file not found|stat .*no such file)/;
const notPermitted = /exec: "(.+?)": permission denied/;

/** From what the engine says of a start that failed. */
export function describeStartFailure(message: string, task: TaskName): string {
  const missing = notFound.exec(message)?.[1];
  if (missing !== undefined) return programMissing(missing, task);
  const forbidden = notPermitted.exec(message)?.[1];
  if (forbidden !== undefined) return programForbidden(forbidden, task);
  if (/exec format error/i.test(message)) return wrongArchitecture;
  if (/could not select device driver|nvidia-container/i.test(message)) {
    return `the engine cannot give GPUs to a container: ${message}\nInstall the NVIDIA Container Toolkit on its machine, or leave \`gpus\` out of the specification.`;
  }
  return `the engine could not start the container: ${message.replace(lead, "").replace(/: unknown$/, "")}`;
}

/** The network that the engine says is not there. */
export function missingNetwork(message: string): string | undefined {
  return /network (\S+) not found/.exec(message)?.[1];
}

export function adviseNetwork(network: string): string {
  return `name an existing network in the recipe's \`container.network\` (\`docker network ls\` shows them), or make it: \`docker network create ${network}\``;
}

const fromRuntime = /OCI runtime|unable to start container process/i;
const surelyRefused =
  /could not select device driver|nvidia-container|network \S+ not found|exec format error/i;
const fromTheEngine =
  /context canceled|transport is closing|connection (?:refused|error)|shutting down|signal: (?:killed|terminated)/i;

/**
 * Whether a container that is still `created` cannot be started as it is: its program, image or
 * devices are at fault. Anything else is the engine's own trouble, and may pass.
 */
export function isStartRefused({
  status,
  exitCode,
  message,
}: {
  /** Of the answer to the start, where it is known. */
  readonly status?: number | undefined;
  readonly exitCode: number;
  readonly message: string;
}): boolean {
  if (fromTheEngine.test(message)) return false;
  if (status === 400 || status === 404 || surelyRefused.test(message)) return true;
  return (exitCode === 126 || exitCode === 127) && fromRuntime.test(message);
}

const initFailure = /^\[FATAL tini \(\d+\)\] exec (.+) failed: (.+)$/;
/** Of the shell that puts secrets into the environment, which is called `mlx`: dash, bash, BusyBox. */
const shellFailure = /^mlx: (?:(?:line )?\d+: )?exec: (?:line \d+: )?(.+): (.+)$/;

/**
 * From a program that ended with 126 or 127: what stands before it in the container (the init
 * process, the shell for secrets) says on stderr when there is no such program. `undefined` where it
 * was the program's own code.
 */
export function readStartFailure(lastLine: string | undefined, task: TaskName): string | undefined {
  const line = lastLine ?? "";
  const [, program, why] = initFailure.exec(line) ?? shellFailure.exec(line) ?? [];
  if (program === undefined || why === undefined) return undefined;
  if (/exec format/i.test(why)) return wrongArchitecture;
  return /permission|cannot execute/i.test(why)
    ? programForbidden(program, task)
    : programMissing(program, task);
}

const wrongArchitecture =
  "the image or its program is made for another processor than the engine's (exec format error), or it is a script without a first line that names its interpreter";

function programMissing(program: string, task: TaskName): string {
  if (program !== task) {
    return `${program} was not found in the container, or the interpreter in its first line was not\nCheck the recipe's \`command\` and the image's ENTRYPOINT.`;
  }
  return `the image has no program \`${task}\`\nAdd an executable \`${task}\` to it (on its PATH), or name its program in the recipe: \`command: { ${task}: [python3, my_program.py] }\`.`;
}

function programForbidden(program: string, task: TaskName): string {
  return `${program} is not executable in the container\nMake it so in the image (\`chmod 0755\`), for every user; or start it by its interpreter: \`command: { ${task}: [python3, my_program.py] }\`.`;
}
