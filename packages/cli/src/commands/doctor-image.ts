import type { CheckedImage } from "@mlx/app";
import type { Result } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { imageUnfit } from "../errors.ts";
import { renderCheckedImage } from "../views/checked-image.ts";

export const doctorImage = defineCommand({
  name: "doctor image",
  description:
    "Tells what a container image needs in order to run as a recipe: what it says of itself, which programs it has, what a shell in it may do under the profiles strict and sagemaker, and the YAML that allows the rest. With --task its own program is run too, under strict, and where it does not succeed there, as often as it takes to find the fewest relaxations.",
  examples: [
    ["doctor image ghcr.io/acme/retail:1.4", "look at an image"],
    [
      "doctor image acme/retail --task train --input training=sales.csv -p num_round=3",
      "run its program, on a file and with a parameter",
    ],
  ],
  arguments: { reference: { required: true, summary: "the image, e.g. ghcr.io/acme/retail:1.4" } },
  flags: {
    task: {
      type: "string",
      value: "TASK",
      choices: ["train", "score", "featurePipeline"],
      summary: "run the program of this task",
    },
    input: {
      type: "assignments",
      value: "CHANNEL=PATH",
      summary: "a file or a folder that it gets (repeatable)",
    },
    parameter: {
      type: "assignments",
      short: "p",
      value: "KEY=VALUE",
      summary: "a parameter that it gets (repeatable)",
    },
    pull: {
      type: "string",
      value: "WHEN",
      choices: ["missing", "always", "never"],
      summary: "when to fetch the image (missing)",
    },
  },
  exits: ["interrupted"],
  run: async ({ reference, task, input, parameter, pull }, context) => {
    const { checkImage } = await context.loadApp();
    return context.interrupts.during(async (signal): Promise<Result<CheckedImage | undefined>> => {
      try {
        return await checkImage(
          context.appOptions(() => {}),
          {
            reference,
            inputs: input,
            parameters: parameter,
            pull: pull ?? "missing",
            signal,
            onProgress: (line) => context.output.note(line),
            ...(task === undefined ? {} : { task }),
          },
        );
      } catch (error) {
        if (!signal.aborted || error !== signal.reason) throw error;
        context.output.note("interrupted; its container is removed");
        return { ok: true, value: undefined };
      }
    });
  },
  views: {
    human: (checked, view) => (checked === undefined ? "" : renderCheckedImage(checked, view)),
    json: (checked) => (checked === undefined ? undefined : { kind: "image", ...checked }),
  },
  failure: (checked) => {
    const hasProblem = checked?.checks.some(({ outcome }) => outcome === "problem") ?? false;
    return checked === undefined || !hasProblem ? undefined : imageUnfit(checked.reference);
  },
  exit: (checked) => (checked === undefined ? "interrupted" : "done"),
});
