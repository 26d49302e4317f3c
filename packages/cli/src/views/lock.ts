import type { LockedImage } from "@mlx/app";
import { assertNever } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { count } from "./format.ts";
import { toPlainText } from "./layout.ts";
import { shortDigest } from "./names.ts";

/** What `mlx lock` pinned, old and new; images that stay as they are only by number, unless `-v`. */
export function renderLock(images: readonly LockedImage[], view: ViewOptions): string {
  if (images.length === 0) return "No recipe runs in an image that could be pinned.";
  const { verbosity } = view;
  const shown = images.filter(({ state }) => verbosity === "verbose" || state !== "kept");
  const kept = images.filter(({ state }) => state === "kept").length;
  return [
    ...(verbosity === "quiet" ? [] : shown.map((image) => describe(image, view))),
    ...(kept === 0 ? [] : [`${count(kept, "image")} pinned as before.`]),
  ].join("\n");
}

function describe({ reference, state, before, after, recipes }: LockedImage, view: ViewOptions): string {
  const { colours, verbosity } = view;
  const show = verbosity === "verbose" ? (digest = "") => digest : (digest = "") => shortDigest(digest);
  const name = toPlainText(reference);
  const users = verbosity === "verbose" && recipes.length > 0 ? colours.dim(` (${recipes.join(", ")})`) : "";
  switch (state) {
    case "pinned":
      return `${colours.green("+")} ${name} ${show(after)}${users}`;
    case "moved":
      return `${colours.yellow("~")} ${name} ${colours.red(show(before))} → ${colours.green(show(after))}${users}`;
    case "dropped":
      return `${colours.red("-")} ${name} ${show(before)}, which nothing uses any more`;
    case "local":
      return `${colours.dim("·")} ${name} was made on this machine: it is in no registry, so it is not pinned${users}`;
    case "kept":
      return `${colours.dim("=")} ${name} ${show(after)}${users}`;
    default:
      return assertNever(state);
  }
}
