import type { MlxError } from "@mlx/core";
import { imageNotBuilt } from "../../../errors.ts";
import { isCertificateFailure } from "../certificate-failure.ts";
import { explainRegistryFailure } from "../explain-registry-failure.ts";
import { formatImageReference, parseImageReference } from "../image-reference.ts";
import type { BuildFailure } from "./build-account.ts";
import { stageBases } from "./dockerfile-images.ts";
import { findClassicStep, findStep } from "./find-step.ts";
import type { Dockerfile, Instruction } from "./parse-dockerfile.ts";

export interface BuildPlace {
  /** Of the Dockerfile in its context. */
  readonly path: string;
  /** As it was written. */
  readonly dockerfile: Dockerfile;
  readonly args: Readonly<Record<string, string>>;
  /** The steps were given certificate authorities. */
  readonly hasBundle: boolean;
  /** The line as it was written, of a line as it was sent. */
  originalLine(line: number): number;
}

/** 4035, or what is wrong with an image that the build starts from: 4032 to 4034 and 4036. */
export function explainBuildFailure(failure: BuildFailure, place: BuildPlace): MlxError {
  const { path, dockerfile } = place;
  const { step = "", output } = failure;
  const message = clean(failure.message, place);
  const instruction = findStep(dockerfile, step) ?? findClassicStep(dockerfile, step);
  const fetching = fetchFailure(message, step, instruction, place);
  if (fetching !== undefined) return fetching;
  const where = instruction && `${path}:${instruction.first.toString()}: ${describe(instruction)}`;
  const text = [...output, message].join("\n");
  return imageNotBuilt(
    where === undefined ? `the image cannot be built by ${path}` : `a step of the build failed, ${where}`,
    text,
    isCertificateFailure(text) ? certificateRemedies(place.hasBundle) : remedies(path, text),
  );
}

export function certificateRemedies(hasBundle: boolean): readonly string[] {
  return hasBundle
    ? [
        "`docker.build.caBundle` was given to the step, but does not hold the authority that signed, or the program does not read the usual variables (`SSL_CERT_FILE`, `PIP_CERT`, …)",
      ]
    : [
        "a proxy that re-signs connections, or a private server, needs its authority to be known: `docker: { build: { caBundle: ./ca.pem } }`",
      ];
}

const network =
  /Temporary failure (?:in name resolution|resolving)|Could not resolve host|Name or service not known|Network is unreachable|Connection timed out|Connection refused|ENOTFOUND|EAI_AGAIN/i;

function remedies(path: string, text: string): readonly string[] {
  return [
    ...(network.test(text)
      ? [
          "the step seems to have no network: `HTTPS_PROXY` of mlx's environment is handed on to it, `docker: { build: { network: host } }` gives it this machine's",
        ]
      : []),
    `mend ${path}, then run it again; steps that did not fail are kept`,
  ];
}

/** `RUN pip install …`, in one line and not too long. */
function describe({ keyword, text }: Instruction): string {
  const line = `${keyword} ${text.replace(/\s+/g, " ")}`;
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

/** Without what BuildKit puts before each of its failures, and with lines as they were written. */
function clean(message: string, { originalLine }: BuildPlace): string {
  return message
    .replace(/^failed to solve(?: with frontend \S+)?: (?:failed to create LLB definition: )?/, "")
    .replace(
      /(\bparse error (?:on )?line )(\d+)/g,
      (_, before: string, line: string) => before + originalLine(Number(line)).toString(),
    );
}

/** Of an image that a stage starts from: BuildKit asks for all of them before its first step. */
function fetchFailure(
  message: string,
  step: string,
  instruction: Instruction | undefined,
  { path, dockerfile, args }: BuildPlace,
): MlxError | undefined {
  const [, loaded] = /load metadata for (\S+)/.exec(step) ?? [];
  const bases = stageBases(dockerfile, args);
  const base =
    loaded === undefined
      ? bases.find(({ from }) => from === instruction)
      : bases.find(({ image }) => isSameImage(image, loaded));
  const image = base?.image ?? loaded;
  if (image === undefined) return undefined;
  const where = base === undefined ? path : `${path}:${base.from.first.toString()}`;
  return explainRegistryFailure({ reference: parseImageReference(image), message: `${message} (${where})` });
}

function isSameImage(one: string, other: string): boolean {
  try {
    const [a, b] = [parseImageReference(one), parseImageReference(other)];
    return formatImageReference(a) === formatImageReference(b);
  } catch {
    return false;
  }
}
