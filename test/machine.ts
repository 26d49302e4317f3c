/** What of this machine the tests can use. In CI nothing may be missing; elsewhere they are left out. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import { repository } from "./sandbox.ts";

/** Made by `scripts/make-test-image.sh`. */
export const baseImage = "mlx-test/python:bookworm";

/** Why tests with containers are left out here; `undefined` where they run. */
export const withoutDocker: string | undefined =
  process.env.MLX_TEST_DOCKER === "required" ? undefined : missingDocker();

/** Why tests with a real Spark are left out here; `undefined` where they run. */
export const withoutSpark: string | undefined =
  process.env.MLX_TEST_SPARK === undefined
    ? "MLX_TEST_SPARK=1 lets them install PySpark (450 MB); they need Java 17"
    : undefined;

/** How a group of tests is called; the reason why it is left out is printed too. */
export function titleOf(what: string, whyNot: string | undefined): string {
  if (whyNot === undefined) return what;
  process.stderr.write(`tests of ${what} are left out: ${whyNot}\n`);
  return `${what} (left out: ${whyNot})`;
}

function missingDocker(): string | undefined {
  const { status, stderr } = spawnSync("docker", ["image", "inspect", baseImage], { encoding: "utf8" });
  return status === 0 ? undefined : (stderr ?? "there is no `docker`").trim();
}

/** The output of a docker command, which must succeed. */
export function docker(...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("docker", words, { encoding: "utf8" });
  if (status !== 0) expect.fail(`docker ${words.join(" ")}:\n${stdout}${stderr}`);
  return stdout.trim();
}

/** Builds one of `test/images`, or finds it built; the name of the image. */
export function buildImage(folder: string): string {
  const image = `mlx-test/${folder.split("/").at(-1)}`;
  docker("build", "--quiet", "--tag", image, join(repository, "test/images", folder));
  return image;
}
