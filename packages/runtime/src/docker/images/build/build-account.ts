/** What a build says while it goes, by either builder, as lines for people and as an account of its failure. */
import { flagField, hasField, messageFields, readProtoMessage, textField } from "./proto-message.ts";

/** One line of the engine's answer to a build. */
export interface BuildEvent {
  /** BuildKit: `moby.buildkit.trace` or `moby.image.id`. */
  readonly id?: string;
  readonly aux?: string | { readonly ID?: string };
  readonly stream?: string;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

export interface BuildAccount {
  /** The lines that the event adds. */
  add(event: BuildEvent): readonly string[];
  /** Of the image that was made. */
  imageId(): string | undefined;
  failure(): BuildFailure | undefined;
}

export interface BuildFailure {
  /** What the builder says. */
  readonly message: string;
  /** The step, as the builder names it. */
  readonly step?: string;
  /** The last lines that the step printed. */
  readonly output: readonly string[];
}

const keptLines = 20;
const shownLength = 200;

interface Step {
  readonly name: string;
  started: boolean;
  error: string;
  readonly output: string[];
  /** A line without its end. */
  rest: string;
}

export function createBuildAccount(): BuildAccount {
  const steps = new Map<string, Step>();
  /** The classic builder takes one step at a time. */
  let current: Step | undefined;
  let image: string | undefined;
  let error: string | undefined;

  function addTrace(aux: string): readonly string[] {
    const message = readProtoMessage(Buffer.from(aux, "base64"));
    const lines: string[] = [];
    for (const vertex of messageFields(message, 1)) {
      const digest = textField(vertex, 1);
      const step = steps.get(digest) ?? newStep(textField(vertex, 3));
      steps.set(digest, step);
      if (hasField(vertex, 5) && !step.started) {
        step.started = true;
        if (isShown(step.name))
          lines.push(shorten(flagField(vertex, 4) ? `${step.name} (cached)` : step.name));
      }
      step.error = textField(vertex, 7) || step.error;
    }
    for (const log of messageFields(message, 3)) {
      const step = steps.get(textField(log, 1));
      if (step !== undefined) lines.push(...addOutput(step, textField(log, 4)));
    }
    return lines;
  }

  function addStream(text: string): readonly string[] {
    if (/^Step \d+\/\d+ : /.test(text)) {
      current = newStep(text.trim());
      steps.set(current.name, current);
      return [shorten(current.name)];
    }
    // Its own remarks: containers that it makes and removes, layers.
    if (current === undefined || /^(?:Removing intermediate container| ---> |Successfully )/.test(text))
      return [];
    return addOutput(current, text);
  }

  return {
    add(event) {
      const said = event.errorDetail?.message ?? event.error;
      if (said !== undefined) {
        error = said;
        return [];
      }
      if (typeof event.aux === "object") image = event.aux.ID ?? image;
      if (event.id === "moby.buildkit.trace" && typeof event.aux === "string") return addTrace(event.aux);
      return event.stream === undefined ? [] : addStream(event.stream);
    },
    imageId: () => image,
    failure() {
      if (error === undefined) return undefined;
      // Steps that run beside the failing one are cancelled, which they tell as an error too.
      const failed = [...steps.values()].filter(
        (step) => step.error !== "" && !/context canceled/.test(step.error),
      );
      const step = current ?? failed.at(-1);
      if (step === undefined) return { message: error, output: [] };
      const rest = step.rest.trim() === "" ? [] : [step.rest];
      return { message: error, step: step.name, output: [...step.output, ...rest].slice(-keptLines) };
    },
  };
}

function newStep(name: string): Step {
  return { name, started: false, error: "", output: [], rest: "" };
}

function addOutput(step: Step, text: string): readonly string[] {
  const lines = `${step.rest}${text}`.split(/\r?\n/);
  step.rest = lines.pop() ?? "";
  // A bar that is drawn over and over in one line counts by what it ends as.
  const whole = lines.map((line) => line.split("\r").at(-1) ?? "").filter((line) => line.trim() !== "");
  step.output.push(...whole);
  step.output.splice(0, step.output.length - keptLines);
  return whole.map(shorten);
}

/** BuildKit's own work for a build is no step of it. */
function isShown(name: string): boolean {
  return /^\[(?!internal\])/.test(name);
}

function shorten(line: string): string {
  const plain = line.replace(/--mount=type=secret,id=mlx-ca,\S+ /, "");
  return plain.length > shownLength ? `${plain.slice(0, shownLength - 1)}…` : plain;
}
