import { readFile } from "node:fs/promises";
import type { ArtifactStore, Manifest, MlxError } from "@mlx/core";
import { InternalError, systemErrorCode } from "@mlx/core";
import { imageNotBuilt, registryNotAllowed } from "../../../errors.ts";
import type { DockerSettings } from "../../docker-settings.ts";
import type { Engine } from "../../engine/connect-engine.ts";
import type { DialOptions, RegistryAuth } from "../../engine/dial.ts";
import { dial } from "../../engine/dial.ts";
import { engineMessage, statusOf } from "../../engine/engine-error.ts";
import { readAnswerLines } from "../../engine/read-answer-lines.ts";
import { checkRegistry } from "../check-registry.ts";
import type { CredentialOptions } from "../find-credentials.ts";
import { findCredentials } from "../find-credentials.ts";
import { parseImageReference } from "../image-reference.ts";
import { inspectImage } from "../inspect-image.ts";
import type { BuildEvent, BuildFailure } from "./build-account.ts";
import { createBuildAccount } from "./build-account.ts";
import { chooseBuilder } from "./choose-builder.ts";
import { dockerfileImages } from "./dockerfile-images.ts";
import { explainBuildFailure } from "./explain-build-failure.ts";
import { authoritySecret, giveAuthority } from "./give-authority.ts";
import { openBuildSession } from "./open-build-session.ts";
import { packContext } from "./pack-context.ts";
import { parseDockerfile } from "./parse-dockerfile.ts";

export interface BuildRequest {
  readonly context: Manifest;
  /** Its path in the context. */
  readonly dockerfile: string;
  /** Files beside those of the context, or over them; by path. */
  readonly files?: ReadonlyMap<string, string>;
  readonly target?: string;
  readonly args: Readonly<Record<string, string>>;
  readonly tag?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What a failure means where more is known of it than of any build. */
  readonly explain?: (failure: BuildFailure) => MlxError | undefined;
}

export interface BuildOptions extends CredentialOptions {
  readonly engine: Engine;
  readonly artifacts: Pick<ArtifactStore, "readFile">;
  readonly settings: DockerSettings;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

/**
 * Builds an image and returns its id. Fails: 4032 to 4036 and 4038; rejects with the signal's
 * reason, by which the build ends too.
 */
export async function buildImage(request: BuildRequest, options: BuildOptions): Promise<string> {
  const { engine, artifacts, settings, signal } = options;
  const { dockerfile: path, context } = request;
  const files = request.files ?? new Map<string, string>();
  const written = files.get(path) ?? (await readText(artifacts, context, path));
  if (written === undefined) {
    throw imageNotBuilt(`there is no ${path} in the build's context`, "The image is built by it.", [
      "write one, or name it: `build: { context: FOLDER, dockerfile: PATH }`",
    ]);
  }
  const dockerfile = parseDockerfile(written);
  const images = dockerfileImages(dockerfile, request.args);
  await checkRegistries(images, options);
  const builder = await chooseBuilder(engine, options.processEnv, settings.build);
  const bundle = await readBundle(settings.build.caBundle);
  const given = bundle === undefined ? undefined : giveAuthority(dockerfile);
  const sent = given === undefined ? files : new Map([...files, [path, given.content]]);
  const body = await packContext(artifacts, context, sent);

  const account = createBuildAccount();
  const session =
    builder === "classic"
      ? undefined
      : await engine.call((docker) =>
          openBuildSession(docker, {
            secrets: new Map(bundle === undefined ? [] : [[authoritySecret, bundle]]),
            credentials: (host) => credentialsForBuildKit(host, options),
          }),
        );
  try {
    const credentials = session === undefined ? await credentialsFor(images, options) : {};
    await engine.call(async (docker) => {
      const answer = await dial(docker, {
        method: "POST",
        path: "/build?",
        query: buildQuery(request, options, session?.id),
        file: body,
        isStream: true,
        signal,
        allCredentials: credentials,
      } satisfies DialOptions);
      for await (const event of readAnswerLines<BuildEvent>(answer, signal)) {
        for (const line of account.add(event)) options.onProgress(line);
      }
    });
  } catch (error) {
    signal.throwIfAborted();
    if (statusOf(error) === undefined) throw error;
    throw explain({ message: engineMessage(error), output: [] });
  } finally {
    session?.close();
    body.destroy();
  }
  const failure = account.failure();
  if (failure !== undefined) throw request.explain?.(failure) ?? explain(failure);
  const id = account.imageId();
  if (id === undefined) throw new InternalError("the build ended without an image");
  return id;

  function explain(failure: BuildFailure): MlxError {
    return explainBuildFailure(failure, {
      path,
      dockerfile,
      args: request.args,
      hasBundle: bundle !== undefined,
      originalLine: (line) => given?.originalLine(line) ?? line,
    });
  }
}

function buildQuery(
  { dockerfile, target, args, tag, labels }: BuildRequest,
  { settings, processEnv }: BuildOptions,
  session: string | undefined,
): Readonly<Record<string, unknown>> {
  const { network } = settings.build;
  return {
    dockerfile,
    buildargs: { ...proxies(processEnv), ...args },
    labels,
    rm: true,
    forcerm: true,
    ...(tag === undefined ? {} : { t: tag }),
    ...(target === undefined ? {} : { target }),
    ...(network === undefined ? {} : { networkmode: network === "bridge" ? "default" : network }),
    ...(session === undefined ? { version: "1" } : { version: "2", session }),
  };
}

/** Builders know these arguments without ARG, and keep them out of the image and of its history. */
function proxies(processEnv: BuildOptions["processEnv"]): Readonly<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const upper of ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY"]) {
    for (const name of [upper, upper.toLowerCase()]) {
      const value = processEnv[name];
      if (value) given[name] = value;
    }
  }
  return given;
}

async function readText(
  artifacts: Pick<ArtifactStore, "readFile">,
  context: Manifest,
  path: string,
): Promise<string | undefined> {
  const content = await artifacts.readFile(context, path);
  return content && new TextDecoder().decode(content);
}

async function readBundle(path: string | undefined): Promise<Uint8Array | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path);
  } catch (error) {
    const code = systemErrorCode(error) ?? "an unknown failure";
    throw imageNotBuilt(
      `the bundle of certificate authorities ${path} cannot be read`,
      `\`docker.build.caBundle\` names it, and reading it failed with ${code}. Nothing was built.`,
      ["mend the path: relative ones start at the file that they stand in"],
      error,
    );
  }
}

/** Images that were made on this machine come from no registry. Fails: 4038. */
async function checkRegistries(images: readonly string[], { engine, settings }: BuildOptions): Promise<void> {
  const { registries } = settings;
  if (registries === undefined) return;
  for (const image of images) {
    if (image.includes("$")) throw registryNotAllowed(image, registries);
    const here = await inspectImage(engine, image);
    if (here !== undefined && here.repoDigests.length === 0) continue;
    checkRegistry(parseImageReference(image), image, registries);
  }
}

async function credentialsForBuildKit(host: string, options: BuildOptions) {
  const { auth } = await findCredentials(host === "registry-1.docker.io" ? "docker.io" : host, options);
  if (auth === undefined) return undefined;
  return "identitytoken" in auth
    ? { username: "", secret: auth.identitytoken }
    : { username: auth.username, secret: auth.password };
}

/** The classic builder is given beforehand what it may need. */
async function credentialsFor(
  images: readonly string[],
  options: BuildOptions,
): Promise<Readonly<Record<string, RegistryAuth>>> {
  const found: Record<string, RegistryAuth> = {};
  for (const image of images) {
    if (image.includes("$")) continue;
    const { auth } = await findCredentials(parseImageReference(image).registry, options);
    if (auth !== undefined) found[auth.serveraddress] = auth;
  }
  return found;
}
