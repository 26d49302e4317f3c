import { describeNamespace, MlxError } from "@mlx/core";

const howToMake = "`mlx token create USER` on the machine of the server makes one";

export function tokenMissing(): MlxError {
  return new MlxError({
    code: "MLX8042",
    summary: "the request has no token",
    detail: "This server answers only who shows a token: `Authorization: Bearer mlx_…`.",
    next: [howToMake],
  });
}

/** Which of the three it is, is for those to know who may list the tokens. */
export function tokenNotValid(): MlxError {
  return new MlxError({
    code: "MLX8043",
    summary: "the token is not valid here",
    detail: "It is unknown, has expired, or was revoked.",
    next: ["`mlx token list` on the machine of the server shows which are valid", howToMake],
  });
}

export function tokenOfElsewhere(what: "organisation" | "sandbox"): MlxError {
  const header = what === "organisation" ? "x-gw-ims-org-id" : "x-sandbox-name";
  return new MlxError({
    code: "MLX8044",
    summary: `the token is not for this ${what}`,
    detail: `It is bound to another ${what} than the header ${header} names.`,
    next: [
      `leave ${header} out, or name the token's own`,
      `\`mlx token create USER --${what === "organisation" ? "org" : "sandbox"} NAME\` makes one for it`,
    ],
  });
}

export function tokenReadsOnly(): MlxError {
  return new MlxError({
    code: "MLX8045",
    summary: "the token may read, and not change anything",
    detail: "Its scope is `read`. Nothing was changed.",
    next: ["`mlx token create USER --scope write` makes one that may"],
  });
}

export function filesOfProjectOnly(namespace: string): MlxError {
  return new MlxError({
    code: "MLX8060",
    summary: "this sandbox has no files to plan or apply",
    detail: `The project's files belong to the project's own namespace; ${describeNamespace(namespace)} holds only what was made over HTTP.`,
    next: ["leave x-gw-ims-org-id and x-sandbox-name out, or name the project's own"],
  });
}

export function notANameOf(what: "organisation" | "sandbox", text: string): MlxError {
  return new MlxError({
    code: "MLX8061",
    summary: `${JSON.stringify(text.slice(0, 80))} is no name of ${what === "organisation" ? "an organisation" : "a sandbox"}`,
    detail:
      what === "organisation"
        ? "Letters, digits and `. _ - @`, a letter or digit first, at most 128 characters: 1234ABCD@AdobeOrg."
        : "Letters, digits and `. _ -`, a letter or digit first, at most 64 characters: prod.",
  });
}

export function tooManyTenants(most: number): MlxError {
  return new MlxError({
    code: "MLX8062",
    summary: `there are ${most} sandboxes already, and no more are made`,
    detail: "Each (organisation, sandbox) that is written to is a namespace of its own. Nothing was changed.",
    next: [
      "name one of those that are there",
      "`mlx token create USER --sandbox NAME` keeps a client to one",
    ],
  });
}

export function tokenRefused(why: string): MlxError {
  return new MlxError({
    code: "MLX8063",
    summary: `no token was made: ${why}`,
    next: ["`mlx token create --help`"],
  });
}

/** `what` completes "it would …". */
export function tokenBeyondOwn(what: string): MlxError {
  return new MlxError({
    code: "MLX8065",
    summary: `no token was made: it would be more than the one that asks for it`,
    detail: `It would ${what}.`,
    next: [
      "leave it out: a token is bound as the one that makes it",
      "`mlx token create` on the machine of the server makes any",
    ],
  });
}

export function noSuchToken(id: string, found: number): MlxError {
  return new MlxError({
    code: "MLX8064",
    summary:
      found === 0
        ? `there is no token ${JSON.stringify(id)}`
        : `${JSON.stringify(id)} is the beginning of ${found} tokens`,
    detail: "Nothing was revoked. A token is named by its id, or the first characters of it.",
    next: ["`mlx token list`"],
  });
}
