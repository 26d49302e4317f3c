import type { CodeEntry } from "@mlx/core";

/** The codes 8540 to 8559: what the Sensei API's face refuses. */
export const senseiCodes: readonly CodeEntry[] = [
  {
    code: "MLX8540",
    title: "The Sensei API knows no such resource",
    explanation: `Answered with 404. An id is looked for in the organisation and the sandbox that the headers name (without
them, in the project itself), and among what was not deleted. \`mlx status\` lists what there is, \`mlx restore\` what
can be brought back.`,
  },
  {
    code: "MLX8541",
    title: "A value in the body cannot be taken",
    explanation: `Answered with 422. The body is well-formed; the field that is named has a value that means nothing here: a cron
expression with a mistake, a window that ends before it starts, the id of something that there is not.
Nothing was changed.`,
  },
  {
    code: "MLX8543",
    title: "A list is filtered or ordered by what it has not",
    explanation: `Answered with 400. \`property\` and \`orderby\` take the names of fields, in any case, with dots for those further
inside: \`mlInstanceId\`, \`createdBy.userId\`, \`tags.team\`. The message says which there are.`,
  },
  {
    code: "MLX8544",
    title: "A list's query cannot be read",
    explanation: `Answered with 400. \`property\` is one condition or several, separated by commas; all have to hold:

    property=mode==train,created>=2026-01-01     equal, greater; also !=, <, <=, >
    property=name~retail.*                       a regular expression (RE2) for the whole value, in any case
    property=tags.team                           it is there; !tags.team: it is not
    property=name=="one, two"                    a value with a comma stands in double quotes

\`orderby\` is one name or several, \`-\` in front of one that descends. \`start\` counts from 0; \`limit\` is 0 to 100.`,
  },
  {
    code: "MLX8545",
    title: "If-Match is not an ETag",
    explanation: `Answered with 400. Each resource is answered with an \`ETag\`, its revision: \`"3"\`. Sent back as \`If-Match\` it has
the change refused (412) if somebody else was faster. Without the header the last one wins.`,
  },
  {
    code: "MLX8546",
    title: "Nothing of what Accept names is answered",
    explanation: `Answered with 406. The Sensei API answers its own media type, or \`application/json\`; the artifact of a model is
\`application/octet-stream\`. Leave \`Accept\` out, or send \`*/*\`.`,
  },
  {
    code: "MLX8547",
    title: "A body of this type is not read",
    explanation: `Answered with 415. Bodies are JSON, whatever profile they name. Files come as \`multipart/form-data\`, and only where
engines and models are made.`,
  },
  {
    code: "MLX8548",
    title: "It is needed by something else",
    explanation: `Answered with 409. An experiment that a service made, or trains with, goes with the service.`,
  },
  {
    code: "MLX8549",
    title: "The resource was deleted",
    explanation: `Answered with 410, where all that belongs to something is to be deleted and it has been deleted itself.`,
  },
  {
    code: "MLX8550",
    title: "There is no Docker registry",
    explanation: `Answered with 404 by \`GET /engines/dockerRegistry\`. Where a team has a registry, mlx.yaml names it:

    server:
      dockerRegistry: { host: registry.example.org, username: ci, password: { secret: { env: REGISTRY_PASSWORD } } }`,
  },
  {
    code: "MLX8551",
    title: "The password of the Docker registry cannot be read",
    explanation: `Answered with 503 by \`GET /engines/dockerRegistry\`. \`server.dockerRegistry.password\` of mlx.yaml is a reference;
the variable that it names has to be set for \`mlx up\`, or the file has to be there.`,
  },
];
