import type { LoadedProject } from "@mlx/config";
import type { ImageSettings } from "@mlx/engine";

/** What recipes with `source` run in where nobody names another image. */
const defaultBaseImage = "python:3.12-slim";

export function imageSettings({ settings }: Pick<LoadedProject, "settings">): ImageSettings {
  return { baseImage: settings.docker.baseImage ?? defaultBaseImage };
}
