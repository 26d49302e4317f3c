/** Failures of the Sensei API's face: 8540 to 8559. */
import { MlxError } from "@mlx/core";
import { nearest } from "./nearest.ts";

/** Resources by the names that the API has for them. */
export type SenseiKind =
  | "engine"
  | "mlInstance"
  | "experiment"
  | "mlService"
  | "experimentRun"
  | "model"
  | "transcoding"
  | "insight";

export function notFound(kind: SenseiKind, id: string): MlxError {
  return new MlxError({
    code: "MLX8540",
    summary: `there is no ${kind} ${quoted(id)}`,
    detail: "None of this organisation and sandbox has the id, or it was deleted.",
  });
}

export function gone(kind: SenseiKind, id: string): MlxError {
  return new MlxError({
    code: "MLX8549",
    summary: `the ${kind} ${quoted(id)} was deleted`,
    detail: "What belonged to it went with it. Nothing was changed.",
  });
}

/** Of a body that is well-formed: `field` as a path, e.g. `tasks[0].parameters[1].value`. */
export function invalidValue(field: string, problem: string, next?: string): MlxError {
  return new MlxError({
    code: "MLX8541",
    summary: `${field}: ${problem}`,
    ...(next === undefined ? {} : { detail: next }),
  });
}

export function unknownReference(field: string, kind: string, value: string, next?: string): MlxError {
  const detail = `${next === undefined ? "" : `${next} `}Nothing was changed.`;
  return invalidValue(field, `there is no ${kind} ${quoted(value)}`, detail);
}

export function unknownProperty(parameter: string, name: string, known: readonly string[]): MlxError {
  const meant = nearest(name, known);
  return new MlxError({
    code: "MLX8543",
    summary: `${parameter}: there is no property ${quoted(name)}${meant === undefined ? "" : `; did you mean "${meant}"?`}`,
    detail: `Known: ${known.join(", ")}.`,
  });
}

export function badQuery(parameter: string, problem: string): MlxError {
  return new MlxError({ code: "MLX8544", summary: `${parameter}: ${problem}` });
}

export function notAcceptable(accept: string, offered: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX8546",
    summary: `nothing of what Accept names (${quoted(accept)}) is answered here`,
    detail: `Answered is ${offered.join(" or ")}.`,
  });
}

export function notRead(contentType: string): MlxError {
  return new MlxError({
    code: "MLX8547",
    summary: `a body of type ${quoted(contentType)} is not read here`,
    detail:
      "A valid content-type must be specified: send JSON as application/json, files as multipart/form-data.",
  });
}

export function badIfMatch(text: string): MlxError {
  return new MlxError({
    code: "MLX8545",
    summary: `If-Match: ${quoted(text)} is no ETag of this API`,
    detail: 'Send back the ETag of the resource as it came, such as "3" with its quotes, or *.',
  });
}

export function inUse(
  kind: SenseiKind,
  id: string,
  what: "changed" | "deleted",
  why: string,
  next: string,
): MlxError {
  return new MlxError({
    code: "MLX8548",
    summary: `the ${kind} ${quoted(id)} cannot be ${what}: ${why}`,
    detail: `${next} Nothing was changed.`,
  });
}

export function noDockerRegistry(): MlxError {
  return new MlxError({
    code: "MLX8550",
    summary: "this project has no Docker registry of its own",
    detail:
      "Images of any registry can be named as the location of an engine. To have one answered here, write `server: { dockerRegistry: { host, username, password } }` into mlx.yaml.",
  });
}

/** Which variable or file it is in is nobody's business but the server's. */
export function registryPasswordMissing(): MlxError {
  return new MlxError({
    code: "MLX8551",
    summary: "the password of the Docker registry cannot be read",
    detail:
      "`server.dockerRegistry.password` in mlx.yaml names a variable that is not set, or a file that is not there, where the server runs.",
  });
}

/** What a client sent, as it may stand in a message. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
