import { MlxError } from "@mlx/core";

export function notACursor(text: string): MlxError {
  return new MlxError({
    code: "MLX8580",
    summary: `the cursor ${JSON.stringify(text.slice(0, 80))} is not one of this list`,
    detail: "A cursor is the `next` of the page before, asked for with the same filters.",
    next: ["leave `cursor` out for the first page"],
  });
}

export function noSuchResource(what: string): MlxError {
  return new MlxError({
    code: "MLX8581",
    summary: `there is no ${what}`,
    next: ["GET /api/v1/resources lists what there is"],
  });
}

export function ownNamespaceOnly(what: string): MlxError {
  return new MlxError({
    code: "MLX8582",
    summary: `${what} belong to the project, and are not reached from another organisation or sandbox`,
    next: ["ask without `x-gw-ims-org-id` and `x-sandbox-name`, with a token of the project"],
  });
}

export function notAnEventId(text: string): MlxError {
  return new MlxError({
    code: "MLX8583",
    summary: `${JSON.stringify(text.slice(0, 80))} is not the id of an event`,
    detail: "An id is four numbers with points between them, as the events have it: 120.4.2.0.",
    next: ["leave it out for what happens from now on", "`0.0.0.0` for all that is kept"],
  });
}

export function notAKey(why: string): MlxError {
  return new MlxError({
    code: "MLX8584",
    summary: `the Idempotency-Key ${why}`,
    detail: "Nothing was started.",
    next: ["take a new key for another request, such as a UUID"],
  });
}

export function nameTaken(address: string): MlxError {
  return new MlxError({
    code: "MLX8585",
    summary: `there is a ${address} already`,
    detail: "Nothing was changed.",
    next: ["take another name", `GET /api/v1/resources/${address} shows it`],
  });
}

export function rangeNotThere(size: number): MlxError {
  return new MlxError({
    code: "MLX8586",
    summary: `the range that was asked for lies outside of the file, which has ${size} bytes`,
  });
}

export function secretInParameter(name: string): MlxError {
  return new MlxError({
    code: "MLX8587",
    summary: `the parameter ${name} refers to a secret of this machine`,
    detail:
      "Environment variables and files of the machine are named by the files of the project only. Nothing was started.",
    next: [
      "declare the secret on the instance or the experiment, in a file",
      "or seal it there through /data/sensei (`secret: true`)",
    ],
  });
}
