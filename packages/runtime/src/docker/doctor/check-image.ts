import type {
  ContainerOptions,
  ContainerSpec,
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
import { findRelaxations, type Relaxations } from "./find-relaxations.ts";
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
 * shell in it may do under the profiles. With a task its own program is run: under `strict`, and where
 * it does not succeed there, under `trusted` and with as few relaxations as make no difference.
 * Fails: 4030 to 4038; rejects with the signal's reason.
 */
export async function checkImage(
  request: ImageCheckRequest,
  place: TryOutPlace & { readonly images: Images },
): Promise<ImageReport> {
  const { reference, pull, signal, onProgress } = request;
  const pinned = await place.images.resolve(reference, pull);
  signal.throwIfAborted();
  const submission = buildTask(request, pinned);
  const image = await place.images.ensure(submission, { signal, onProgress });
  const checks = describeImage(image.config);
  const programs = await place.engine.call((docker) =>
    findPrograms(docker, image, [...taskNames, "serve"], signal),
  );
  checks.push(...describePrograms(image.config, programs));
  const tryOut = (profile: HardeningProfile) =>
    tryContainer(
      {
        image,
        submission,
        container: { profile, pull: "never" },
        command: ["/bin/sh", "-c", probeScript()],
        seconds: probeSeconds,
        signal,
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
    const tried = await tryProgram(request.task, { image, submission, signal, onProgress, place });
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
    signal,
    onProgress,
    place,
  }: {
    readonly image: ReadyImage;
    readonly submission: TaskSubmission;
    readonly signal: AbortSignal;
    readonly onProgress: (line: string) => void;
    readonly place: TryOutPlace;
  },
): Promise<{ readonly check: ImageCheck; readonly needed: ContainerOptions | undefined }> {
  const tryOut = ({ profile, pull: _, ...options }: ContainerSpec) => {
    const over = Object.keys(options);
    const how = over.length === 0 ? profile : `${profile} with ${over.join(", ")}`;
    const why = profile === "trusted" ? ", since it does not succeed under strict" : "";
    onProgress(`${task} under ${how}${why}`);
    const container = { ...options, profile, pull: "never" } as const;
    return tryContainer({ image, submission, container, seconds: trySeconds, signal }, place);
  };
  const found = await findRelaxations(tryOut, { leavesModel: task === "train" });
  return { check: describeTried(task, found), needed: found.needed };
}

function describeTried(task: TaskName, { trusted, strict, needed }: Relaxations): ImageCheck {
  const under = `${howEnded(strict, task)} under strict`;
  if (trusted === undefined) return { name: task, outcome: "ok", detail: under };
  const others = howEnded(trusted, task);
  if (trusted.exitCode !== 0) {
    const detail = `${others} even when trusted, so that nothing can be said about what it needs`;
    const remedy = "give it what a run gives it: `--input CHANNEL=PATH`, `-p NAME=VALUE`";
    return { name: task, outcome: "problem", detail, remedy };
  }
  if (needed === undefined) {
    const detail = `${under}, ${others} when trusted, and no relaxation of strict helps`;
    const remedy = "`profile: sagemaker` or, at last, `profile: trusted`";
    return { name: task, outcome: "warning", detail, remedy };
  }
  return { name: task, outcome: "warning", detail: `${under}, ${others} with what is below` };
}

function howEnded({ exitCode, startError, output, modelFiles }: TriedContainer, task: TaskName): string {
  if (startError !== undefined) return `cannot be started (${startError})`;
  if (exitCode === 0)
    return task === "train" && modelFiles === 0 ? "it succeeds without a model" : "it succeeds";
  const last = output.trimEnd().split("\n").at(-1)?.trim();
  const how =
    exitCode === undefined ? `it runs for more than ${trySeconds} s` : `it exits with code ${exitCode}`;
  return last ? `${how} ("${last}")` : how;
}
