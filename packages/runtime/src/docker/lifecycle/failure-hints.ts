/** What in a recipe's `container` may have made a program fail, by its last words. */
import type { ContainerSettings, ExitFacts } from "@mlx/core";
import { adviseNetwork, missingNetwork } from "./start-failure.ts";

interface Hint {
  readonly sign: RegExp;
  /** `undefined` where the setting is not in the way. */
  readonly advice: (settings: ContainerSettings) => string | undefined;
}

function adviseSharedMemory({ shmSizeInMB }: ContainerSettings): string {
  return `/dev/shm holds ${shmSizeInMB} MiB: \`container: { shmSizeInMB: ${4 * shmSizeInMB} }\` makes it larger`;
}

const sharedMemory: Hint = {
  sign: /Bus error|SIGBUS|unable to (?:open|allocate|write to) .*shared memory|out of shared memory/i,
  advice: adviseSharedMemory,
};

/** The first that fits a line decides about it. */
const hints: readonly Hint[] = [
  {
    sign: /Read-only file system.*\/opt\/ml\/(?:input|code)|EROFS.*\/opt\/ml\/(?:input|code)/,
    advice: () =>
      "inputs and code are read-only, whatever a recipe allows: copy to /tmp what is to be changed",
  },
  {
    sign: /Read-only file system|EROFS/,
    advice: ({ readOnlyRoot }) =>
      readOnlyRoot
        ? "the container's file system is read-only but for /opt/ml/model, /opt/ml/output, /opt/ml/checkpoints and /tmp: write there, or allow the rest with `container: { readOnlyRoot: false }`"
        : undefined,
  },
  {
    sign: /No space left on device.*\/dev\/shm|ENOSPC.*\/dev\/shm/,
    advice: adviseSharedMemory,
  },
  {
    sign: /No usable temporary directory|No space left on device|ENOSPC|Disk quota exceeded/,
    advice: ({ tmpSizeInMB }) =>
      `/tmp holds ${tmpSizeInMB} MiB, out of the memory limit: \`container: { tmpSizeInMB: ${2 * tmpSizeInMB} }\` makes it larger; or the disk of the machine is full`,
  },
  {
    sign: /failed to map segment from shared object|(?:\/tmp\S*|tmpdir).*[Pp]ermission denied|[Pp]ermission denied.*['" ]\/tmp\//,
    advice: ({ tmpExec }) =>
      tmpExec
        ? undefined
        : "no program or library may be loaded from /tmp: `container: { tmpExec: true }` allows it",
  },
  {
    sign: /[Pp]ermission denied|Operation not permitted|EACCES|EPERM/,
    advice: ({ user, capabilities }) =>
      user === "image" && capabilities.length > 0
        ? undefined
        : "the program runs as an unprivileged user without capabilities: `container: { user: image }` runs it as the image's own user, `capabilities: [NAME]` adds a single one, and `profile: sagemaker` has what images for Amazon SageMaker expect",
  },
  {
    sign: /can't start new thread|Resource temporarily unavailable|unable to create (?:new )?native thread|pthread_create failed|BlockingIOError/,
    advice: ({ pids }) =>
      `it may have ${pids} processes and threads at once: \`container: { pids: ${2 * pids} }\` allows more`,
  },
  {
    sign: /Temporary failure in name resolution|Name or service not known|Network is unreachable|getaddrinfo|Could not resolve host|Failed to resolve|EAI_AGAIN|ENETUNREACH/,
    advice: ({ network }) =>
      network === "none"
        ? "the container has no network: `container: { network: bridge }` gives it one"
        : "`container: { proxy: inherit }` hands on the proxy and the certificates of mlx's own environment",
  },
  sharedMemory,
  {
    sign: /sudo: .*no new privileges|effective uid is not 0|must be setuid root|cannot set groups/,
    advice: ({ newPrivileges }) =>
      newPrivileges
        ? undefined
        : "programs cannot change to another user: `container: { newPrivileges: true }` lets set-user-id programs work",
  },
];

const mostHints = 2;
/** 128 + SIGBUS: a page of shared memory for which there is no room. */
const busErrorCode = 135;

/**
 * For a failure only; the exit says whether memory was short. `image` is what `mlx doctor image` can be
 * asked about.
 */
export function failureHints(
  exit: Pick<ExitFacts, "exitCode" | "oomKilled" | "lost" | "startError">,
  {
    settings,
    stderrTail,
    image,
  }: { readonly settings: ContainerSettings; readonly stderrTail: readonly string[]; readonly image: string },
): readonly string[] {
  if (exit.startError !== undefined) return startHints(exit.startError);
  if (exit.exitCode === 0 || exit.lost !== undefined) return [];
  if (exit.oomKilled)
    return [
      "give it more memory: `memoryInMB` in the task's specification; /tmp and /dev/shm count against it",
    ];
  const signs = new Set(stderrTail.map((line) => hints.find(({ sign }) => sign.test(line))));
  if (exit.exitCode === busErrorCode) signs.add(sharedMemory);
  const found = hints.filter((hint) => signs.has(hint)).flatMap(({ advice }) => advice(settings) ?? []);
  const all = found.slice(0, mostHints);
  return all.length === 0
    ? []
    : [
        ...all,
        `\`mlx doctor image ${image} --task TASK --input CHANNEL=PATH\` tries out what the image needs`,
      ];
}

/** Most remedies are part of what is told of a start that failed. */
function startHints(startError: string): readonly string[] {
  const network = missingNetwork(startError);
  return network === undefined ? [] : [adviseNetwork(network)];
}
