/** What an image's name says, by Docker's rules (https://pkg.go.dev/github.com/distribution/reference). */
import type { Digest } from "@mlx/core";
import { badImageName } from "../../errors.ts";

export interface ImageReference {
  /** Host with its port: `docker.io`, `127.0.0.1:5000`. */
  readonly registry: string;
  /** Within the registry: `library/python`. */
  readonly repository: string;
  /** The repository as people write it: `python`, `ghcr.io/acme/retail`. */
  readonly name: string;
  /** `latest` where neither tag nor digest is written. */
  readonly tag?: string;
  readonly digest?: Digest;
}

const dockerHub = "docker.io";
const pathPart = /^[a-z\d]+(?:(?:\.|_{1,2}|-+)[a-z\d]+)*$/;
const host = /^(?:[a-zA-Z\d](?:[\w.-]*[a-zA-Z\d])?|\[[\da-fA-F:]+\])(?::\d+)?$/;

/** Fails: 4032 with the reason. */
export function parseImageReference(text: string): ImageReference {
  const refuse = (why: string) => badImageName(text, why);
  if (text === "") throw refuse("It is empty.");
  if (/\s/.test(text)) throw refuse("It has white space in it.");
  if (/^\w+:\/\//.test(text)) throw refuse("A name of an image has no `https://` in front.");
  if (/^(?:sha256:)?[\da-f]{64}$/.test(text)) {
    throw refuse("It is an id, which means something on one machine only; name the image with its tag.");
  }
  const [beforeDigest = "", digest, ...more] = text.split("@");
  if (more.length > 0) throw refuse("It has more than one `@`.");
  if (digest !== undefined && !isDigest(digest)) {
    throw refuse("Behind `@` there has to be `sha256:` and 64 hexadecimal digits in lower case.");
  }
  const colon = beforeDigest.lastIndexOf(":");
  const tagged = colon > beforeDigest.lastIndexOf("/");
  const tag = tagged ? beforeDigest.slice(colon + 1) : undefined;
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) {
    throw refuse(
      `Its tag ${JSON.stringify(tag)} may have letters, digits, \`_\`, \`.\` and \`-\` only, at most 128.`,
    );
  }
  const path = tagged ? beforeDigest.slice(0, colon) : beforeDigest;
  const { registry, repository } = splitRegistry(path, refuse);
  const shown =
    registry === dockerHub ? repository.replace(/^library\/(?=[^/]+$)/, "") : `${registry}/${repository}`;
  const asked = tag ?? (digest === undefined ? "latest" : undefined);
  return {
    registry,
    repository,
    name: shown,
    ...(asked === undefined ? {} : { tag: asked }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function splitRegistry(path: string, refuse: (why: string) => Error) {
  const [first = "", ...rest] = path.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost" || /[A-Z]/.test(first));
  if (isHost && !host.test(first)) throw refuse(`${first} is not the name of a host.`);
  const parts = isHost ? rest : [first, ...rest];
  for (const part of parts) {
    if (part === "") throw refuse("A part of its name is empty.");
    if (/[A-Z]/.test(part)) throw refuse(`Names of images are in lower case: ${part.toLowerCase()}.`);
    if (!pathPart.test(part)) {
      throw refuse(
        `${part} may have letters, digits and single \`.\`, \`_\`, \`__\` or \`-\` between them only.`,
      );
    }
  }
  const repository = parts.join("/");
  if (repository.length > 255) throw refuse("It is longer than 255 characters.");
  if (isHost && first !== dockerHub && first !== "index.docker.io") return { registry: first, repository };
  return { registry: dockerHub, repository: parts.length === 1 ? `library/${repository}` : repository };
}

function isDigest(text: string): text is Digest {
  return /^sha256:[\da-f]{64}$/.test(text);
}

/** What the engine is asked for: by digest where there is one. */
export function formatImageReference({ name, tag, digest }: ImageReference): string {
  return digest === undefined ? `${name}:${tag ?? "latest"}` : `${name}@${digest}`;
}
