import type {
  ContainerOptions,
  HardeningProfile,
  JsonObject,
  PullPolicy,
  TaskName,
  TaskSubmission,
} from "@mlx/core";
import { formatPinnedImage, taskNames } from "@mlx/core";
import type { Images, ReadyImage } from "../images/create-images.ts";
import { describeImage, describePrograms, type ImageCheck } from "./describe-image.ts";
import { findPrograms } from "./find-programs.ts";
import { findRelaxations } from "./find-relaxations.ts";
import { probeScript, readProbes } from "./probe.ts";
import type { TriedContainer, TryOutPlace } from "./try-container.ts";
import { tryContainer } from "./try-container.ts";

export interface ImageCheckRequest {
  readonly reference: string;
  readonly pull: PullPolicy;
  /** The task whose program is really run, on these inputs; none where absent. */
  readonly task?: TaskName;
  readonly inputs: TaskSubmission["inputs"];
  readonly parameters: JsonObject;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

export interface ImageReport {
  /** `acme/retail:1.4@sha256:…`. */
  readonly image: string;
  readonly checks: readonly ImageCheck[];
  /** What a recipe of it has to say beside its profile; `undefined` where nothing was found to do. */
  readonly needed: ContainerOptions | undefined;
}

const trySeconds = 120;
const probeSeconds = 30;

/**
 * What an image needs in order to run as a recipe: what it says of itself, its programs, and what a
 * shell in it may do under the profiles. With a task its own program is run, under `trusted`, under
 * `strict`, and with as few relaxations as make no difference. Fails: 4030 to 4038.
 */
export async function checkImage(
  request: ImageCheckRequest,
  place: TryOutPlace & { readonly images: Images },
): Promise<ImageReport> {
  const { reference, pull, signal, onProgress } = request;
  const pinned = await place.images.resolve(reference, pull);
  const submission = buildTask(request, pinned);
  const image = await place.images.ensure(submission, { signal, onProgress });
  const checks = describeImage(image.config);
  const programs = await place.engine.call((docker) => findPrograms(docker, image, [...taskNames, "serve"]));
  checks.push(...describePrograms(image.config, programs));
  const tryOut = (profile: HardeningProfile) =>
    tryContainer(
      {
        image,
        submission,
        container: { profile, pull: "never" },
        command: ["/bin/sh", "-c", probeScript()],
        seconds: probeSeconds,
      },
      place,
    );
  let needed: ContainerOptions | undefined = {};
  for (const profile of ["strict", "sagemaker"] as const) {
    onProgress(`a shell under ${profile}`);
    const probed = describeProbe(profile, await tryOut(profile));
    checks.push(...probed.checks);
    if (profile === "strict") needed = probed.needed;
  }
  if (request.task !== undefined) {
    const tried = await tryProgram(request.task, { image, submission, onProgress, place });
    checks.push(tried.check);
    ({ needed } = tried);
  }
  return { image: formatPinnedImage(pinned), checks, needed };
}

function buildTask(
  { reference, task = "train", inputs, parameters }: ImageCheckRequest,
  image: TaskSubmission["image"] & object,
): TaskSubmission {
  return {
    runId: "doctor",
    attempt: 1,
    task,
    trigger: "manual",
    recipe: "doctor",
    recipeType: "Python",
    instance: "doctor",
    origin: { image: reference },
    image,
    container: { profile: "strict", pull: "never" },
    parameters,
    env: {},
    secretValues: [],
    inputs,
    outputChannels: task === "train" ? [] : ["predictions"],
    timeoutSeconds: trySeconds,
    stopGraceSeconds: 0,
  };
}

function describeProbe(
  profile: HardeningProfile,
  { output, startError }: TriedContainer,
): { readonly checks: readonly ImageCheck[]; readonly needed: ContainerOptions } {
  if (startError !== undefined) {
    const detail = `nothing could be tried without a shell: ${startError}`;
    return { checks: [{ name: profile, outcome: "warning", detail }], needed: {} };
  }
  const findings = readProbes(output);
  const failed = findings.filter(({ outcome }) => outcome === "warning");
  if (failed.length === 0) {
    const detail = findings.map((finding) => finding.detail).join("; ");
    return { checks: [{ name: profile, outcome: "ok", detail }], needed: {} };
  }
  return {
    checks: failed.map(({ outcome, detail }) => ({ name: profile, outcome, detail })),
    needed: Object.assign({}, ...failed.map(({ relaxation }) => relaxation ?? {})),
  };
}

async function tryProgram(
  task: TaskName,
  {
    image,
    submission,
    onProgress,
    place,
  }: {
    readonly image: ReadyImage;
    readonly submission: TaskSubmission;
    readonly onProgress: (line: string) => void;
    readonly place: TryOutPlace;
  },
): Promise<{ readonly check: ImageCheck; readonly needed: ContainerOptions | undefined }> {
  const { trusted, strict, needed } = await findRelaxations(({ profile, pull: _, ...options }) => {
    const over = Object.keys(options);
    onProgress(`${task} under ${profile}${over.length === 0 ? "" : ` with ${over.join(", ")}`}`);
    const container = { ...options, profile, pull: "never" } as const;
    return tryContainer({ image, submission, container, seconds: trySeconds }, place);
  });
  const check: ImageCheck = {
    name: task,
    outcome: needed !== undefined && Object.keys(needed).length === 0 ? "ok" : "warning",
    detail:
      needed === undefined
        ? `${howEnded(trusted)} when trusted, ${howEnded(strict)} under strict, and no relaxation of it helps`
        : Object.keys(needed).length === 0
          ? `${howEnded(strict)} under strict as when trusted`
          : `${howEnded(strict)} under strict, ${howEnded(trusted)} with what is below`,
    ...(needed === undefined ? { remedy: "`profile: sagemaker` or, at last, `profile: trusted`" } : {}),
  };
  return { check, needed };
}

function howEnded({ exitCode, startError, output }: TriedContainer): string {
  if (startError !== undefined) return `cannot be started (${startError})`;
  if (exitCode === 0) return "it succeeds";
  const last = output.trimEnd().split("\n").at(-1)?.trim();
  const how =
    exitCode === undefined ? `it runs for more than ${trySeconds} s` : `it exits with code ${exitCode}`;
  return last ? `${how} ("${last}")` : how;
}
