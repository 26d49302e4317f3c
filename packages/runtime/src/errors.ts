import { dirname } from "node:path";
import { MlxError } from "@mlx/core";

export function noPython(looked: string, why: string): MlxError {
  return new MlxError({
    code: "MLX4001",
    category: "run-failed",
    summary: "there is no Python to run the task with",
    detail: `Looked for ${looked}: ${why}`,
    next: [
      "`apt install python3 python3-venv` on Debian and Ubuntu, `brew install python` on macOS",
      "`MLX_PYTHON=/path/to/python3` names the interpreter where it is not on the PATH",
    ],
  });
}

export function noVenv(python: string, output: string): MlxError {
  return new MlxError({
    code: "MLX4002",
    category: "run-failed",
    summary: `${python} cannot make virtual environments`,
    detail: output,
    next: [
      "`apt install python3-venv` on Debian and Ubuntu",
      "`curl -LsSf https://astral.sh/uv/install.sh | sh` installs uv, which mlx uses instead when it is there",
      "`MLX_PYTHON=/path/to/python3` names another interpreter",
    ],
  });
}

export function requirementsNotInstalled(summary: string, output: string, next: readonly string[]): MlxError {
  return new MlxError({ code: "MLX4003", category: "run-failed", summary, detail: output, next });
}

export function certificateRefused(output: string): MlxError {
  return new MlxError({
    code: "MLX4004",
    category: "run-failed",
    summary: "the certificate of the package index was refused",
    detail: `A proxy that re-signs connections, or a private index, needs its certificate authority to be known.\n${output}`,
    next: [
      "`export SSL_CERT_FILE=/path/to/ca-bundle.pem PIP_CERT=/path/to/ca-bundle.pem` names the authority for uv and pip",
    ],
  });
}

export function indexUnreachable(output: string): MlxError {
  return new MlxError({
    code: "MLX4004",
    category: "run-failed",
    summary: "the package index cannot be reached",
    detail: output,
    next: [
      "check the network, then run it again: what was downloaded is kept",
      "`export HTTPS_PROXY=http://proxy:port` where a proxy is needed; `PIP_INDEX_URL` or `UV_INDEX_URL` name another index",
    ],
  });
}

export function notRunHere(what: string): MlxError {
  return new MlxError({
    code: "MLX4010",
    category: "run-failed",
    summary: `${what} cannot be run as a process of this machine`,
    detail: "As processes mlx runs recipes with a `source` folder.",
    next: ["give the recipe `executor: docker`, or `source: FOLDER`", "`mlx explain MLX4010`"],
  });
}

export function noProgram(recipe: string, task: string, looked: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX4011",
    category: "run-failed",
    summary: `${recipe} has no program for the task ${task}`,
    detail: `Its source folder has none of: ${looked.join(", ")}.`,
    next: [
      `add ${looked.at(-1) ?? "a program"} to the source folder`,
      `or name the program in the recipe: \`command: { ${task}: [python, my_program.py] }\``,
    ],
  });
}

export function noSpace(what: string, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX4012",
    category: "run-failed",
    summary: `there is no space left to ${what}`,
    detail: "Nothing was started.",
    next: ["free some space on the disk, then run it again"],
    cause,
  });
}

export function supervisorNotStarted(why: string): MlxError {
  return new MlxError({
    code: "MLX4020",
    category: "run-failed",
    summary: "the process that supervises the task could not be started",
    detail: why,
    next: ["run it again; if it stays, please report it with the text above"],
  });
}

export function unreadableDocument(path: string, run: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX4021",
    category: "run-failed",
    summary: `${path} cannot be read`,
    detail: `${why} mlx writes this file about an attempt at a run, and nothing else is to change it.`,
    next: [
      `\`mlx cancel --force ${run}\` ends what may still run of it`,
      `or remove ${dirname(path)} once nothing of it runs any more`,
    ],
    cause,
  });
}

export function noEngine(where: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX4030",
    summary: "there is no Docker engine to talk to",
    detail: `Looked at ${where}: ${why}`,
    next: [
      "`sudo systemctl start docker` starts an installed engine; on macOS and Windows start Docker Desktop",
      "`apt install docker.io` installs one on Debian and Ubuntu; for other systems see https://docs.docker.com/engine/install/",
      "`unset DOCKER_HOST DOCKER_CONTEXT` where they lead to the wrong one; `DOCKER_HOST=unix:///path/to/docker.sock` names another",
      "a recipe with `source` also runs without containers: `executor: process`",
    ],
    cause,
  });
}

/** It answers, and not as it should: nothing is wrong with what was asked. */
export function engineFailed(what: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX4030",
    summary: `the Docker engine failed to ${what}`,
    detail: `It says: ${why}`,
    next: [
      "run it again: the engine may have been busy, or starting",
      "`docker info` shows whether it is well; `journalctl -u docker` has its log on Linux",
    ],
    cause,
  });
}

export function engineAddressRefused(address: string, from: string, why: string): MlxError {
  return new MlxError({
    code: "MLX4030",
    summary: `the Docker engine at ${address} is not used`,
    detail: `${from} names it. ${why}`,
    next: [
      "`unset DOCKER_HOST DOCKER_CONTEXT`, or `docker context use default`, for the engine of this machine",
      "`DOCKER_TLS_VERIFY=1` with the certificates in `DOCKER_CERT_PATH` for one that listens with TLS",
    ],
  });
}

export function dockerConfigUnreadable(path: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX4030",
    summary: `Docker's configuration ${path} cannot be read`,
    detail: why,
    next: ["mend or remove the file", "or name another folder with `DOCKER_CONFIG`"],
    cause,
  });
}

export function engineForbidden(where: string, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX4031",
    summary: "this user may not use the Docker engine",
    detail: `${where} is there, but may not be opened.`,
    next: [
      "`sudo usermod -aG docker $USER`, then log in anew; who is in that group can become root on this machine",
      "or install rootless Docker: https://docs.docker.com/engine/security/rootless/",
      "a recipe with `source` also runs without containers: `executor: process`",
    ],
    cause,
  });
}

export function badImageName(reference: string, why: string): MlxError {
  return new MlxError({
    code: "MLX4032",
    summary: `${reference === "" ? "an empty text" : reference} is not the name of an image`,
    detail: why,
    next: ["an image is written `[REGISTRY/]NAME[:TAG][@sha256:DIGEST]`, e.g. `ghcr.io/acme/retail:1.4`"],
  });
}

export function noSuchImage(image: string, why: string, next: readonly string[], cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX4032",
    summary: `there is no image ${image}`,
    detail: why,
    next,
    cause,
  });
}

export function registryDenied(image: string, registry: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX4033",
    summary: `${registry} does not give out ${image}`,
    detail: `${why}\nMany registries say the same of an image that is not there and of one that is private.`,
    next: [
      "check the spelling of the name",
      `\`docker login ${registry}\` if the image is private; mlx uses what Docker's configuration holds`,
    ],
    cause,
  });
}

export function registryUnreachable(image: string, registry: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX4034",
    summary: `${image} cannot be fetched: ${registry} does not answer as it should`,
    detail: why,
    next: [
      "check the network, then run it again",
      "where a proxy is needed, it is a setting of the Docker engine: https://docs.docker.com/engine/daemon/proxy/",
      `without a network: \`docker save IMAGE\` where ${image} is, \`docker load\` here, then \`mlx plan\``,
    ],
    cause,
  });
}

export function imageNotBuilt(
  summary: string,
  detail: string,
  next: readonly string[],
  cause?: unknown,
): MlxError {
  return new MlxError({ code: "MLX4035", category: "run-failed", summary, detail, next, cause });
}

export function registryCertificateRefused(registry: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX4036",
    summary: `the certificate of ${registry} was refused`,
    detail: `${why}\nThe Docker engine fetches images, so it is the engine that has to trust the certificate.`,
    next: [
      `put the authority's certificate into \`/etc/docker/certs.d/${registry}/ca.crt\` on the engine's machine`,
      "or add it to that machine's certificates and restart the engine",
    ],
    cause,
  });
}

export function engineCannotGive(what: string, why: string, next: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX4037",
    category: "run-failed",
    summary: `the container engine cannot give ${what}`,
    detail: why,
    next,
  });
}

export function registryNotAllowed(image: string, allowed: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX4038",
    summary: `images from where ${image} comes from are not allowed here`,
    detail: `\`docker.registries\` of the project allows: ${allowed.join(", ") || "none"}.`,
    next: ["name an image of an allowed registry", "or add the registry to `docker.registries`"],
  });
}

export function secretsFolderTaken(folder: string, uid: number): MlxError {
  return new MlxError({
    code: "MLX4039",
    category: "run-failed",
    summary: `there is no safe place for the task's secrets: ${folder} is not this user's folder`,
    detail: `It belongs to the user with the number ${uid}, who could read what is written there. Nothing was started.`,
    next: [`have ${folder} removed by its owner, or by root, then run it again`],
  });
}

export function noShell(image: string): MlxError {
  return new MlxError({
    code: "MLX4039",
    category: "run-failed",
    summary: `${image} has no /bin/sh, by which the task's secrets get into its environment`,
    detail:
      "A container's own variables can be read by everyone who may use the engine, so mlx never puts secrets there. Nothing was started.",
    next: [
      "take an image with a shell; many that have none also come as `-debug` or `-slim`",
      "or leave the secrets out of the recipe's `env` and of the parameters",
    ],
  });
}

export function noSpark(recipe: string, looked: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX4040",
    category: "run-failed",
    summary: `there is no Spark to run ${recipe} with`,
    detail: `Looked for it in ${looked.join(", ")}.`,
    next: [
      "add `pyspark==4.*` to the recipe's requirements.txt: it brings Spark along",
      "or `SPARK_HOME=/path/to/spark` names an installation",
      "or run it in an image that has Spark: `executor: docker` with `container: { baseImage: apache/spark:4.0.0 }`",
    ],
  });
}

export function noJava(spark: string, least: number, why: string): MlxError {
  return new MlxError({
    code: "MLX4041",
    category: "run-failed",
    summary: `Spark ${spark} needs Java ${least} or newer`,
    detail: why,
    next: [
      `\`apt install openjdk-${Math.max(least, 17)}-jre-headless\` on Debian and Ubuntu, \`brew install openjdk@${Math.max(least, 17)}\` on macOS`,
      "`JAVA_HOME=/path/to/java` names one that is not on the PATH",
    ],
  });
}

export function noMainClass(jar: string, className: string | undefined, close: readonly string[]): MlxError {
  const [first] = close;
  return new MlxError({
    code: "MLX4042",
    category: "run-failed",
    summary:
      className === undefined
        ? `${jar} does not say which of its classes is to be run`
        : `${jar} has no class ${className}`,
    detail:
      first === undefined
        ? "No class with a similar name has a `main` either. Nothing was started."
        : `Classes that can be run: ${close.join(", ")}. Nothing was started.`,
    next: [
      `name the class in the task's specification: \`className: ${first ?? "com.example.Train"}\``,
      ...(first === undefined ? ["check that the jar is the one that was meant, and was built anew"] : []),
    ],
  });
}

export function unreadableJar(jar: string, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX4042",
    category: "run-failed",
    summary: `${jar} is no jar: it cannot be read as an archive`,
    detail: `${cause instanceof Error ? cause.message : String(cause)}. Nothing was started.`,
    next: ["build it anew; a jar of a few hundred bytes may be a pointer of Git LFS: `git lfs pull`"],
    cause,
  });
}

export function sparkDoesNotFit(recipe: string, problems: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX4043",
    category: "run-failed",
    summary: `${recipe} cannot be run with its Spark settings`,
    detail: problems.join("\n"),
    next: [
      "change the task's `specification`, or the parameters of the same names, then apply",
      "`mlx explain MLX4043`",
    ],
  });
}

export function noRscript(recipe: string, why: string): MlxError {
  return new MlxError({
    code: "MLX4044",
    category: "run-failed",
    summary: `there is no Rscript to run ${recipe} with`,
    detail: why,
    next: [
      "`apt install r-base-core` on Debian and Ubuntu, `brew install r` on macOS",
      "or run the recipe in an image that has R: `image: rocker/r-ver:4.4.1`, `executor: docker`",
    ],
  });
}

export function otherEngine(
  run: string,
  { its, answering }: { readonly its: string; readonly answering: string },
): MlxError {
  return new MlxError({
    code: "MLX4045",
    summary: `${run} is on another container engine: ${its}`,
    detail: `The engine that answers now is ${answering}, which does not know its container. Nothing was changed.`,
    next: [
      "point `DOCKER_HOST`, or `docker context use NAME`, to the engine of the run, then repeat the command",
      "`mlx explain MLX4045`",
    ],
  });
}

/** `folder`: of the job, where its container says so. */
export function jobElsewhere(container: string, folder: string | undefined): MlxError {
  return new MlxError({
    code: "MLX4046",
    summary: `the container ${container} runs, and its job is not to be found here`,
    detail: `It was submitted from ${folder ?? "another state folder"}. Nothing was changed: it is left to those who work there.`,
    next: [
      "start mlx there again: `mlx up`, or any command",
      `or end it: \`docker stop ${container}\``,
      "`mlx explain MLX4046`",
    ],
  });
}
