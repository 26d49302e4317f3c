import type { CodeEntry } from "@mlx/core";

/** The codes of /api/v1: 8580 to 8599. */
export const apiCodes: readonly CodeEntry[] = [
  {
    code: "MLX8580",
    title: "The cursor is not one of this list",
    explanation: `Answered with 400. A list of /api/v1 comes in pages of \`limit\` items; \`next\` of a page is the \`cursor\` of the one
that follows, and is null on the last. Cursors are opaque, and mean something only to the list that gave them.`,
  },
  {
    code: "MLX8581",
    title: "There is no such resource",
    explanation: `Answered with 404. Resources are named by their address (\`recipe/retail-gbm\`, \`instance/forecast[eu]\`) or by their
UUID. What was deleted is found by its address under \`/revisions\`, and what the API deleted comes back with
\`POST /api/v1/resources/KIND/NAME/restore\`.`,
  },
  {
    code: "MLX8582",
    title: "Only the project itself may do this",
    explanation: `Answered with 403. Tokens and the audit log are the project's: they are not seen from the namespace of another
organisation or sandbox, whatever the scope of the token.`,
  },
  {
    code: "MLX8583",
    title: "This is not the id of an event",
    explanation: `Answered with 400. Each event of \`GET /api/v1/events\` has an id that says where its reader stands after it; a
reader that was cut off sends the last one as \`Last-Event-ID\` (browsers and other clients of server-sent events do so
by themselves) or as \`after\`, and misses nothing.`,
  },
  {
    code: "MLX8584",
    title: "The Idempotency-Key does not fit",
    explanation: `Answered with 422. \`POST /api/v1/runs\` with an \`Idempotency-Key\` (1 to 200 visible characters) starts one run,
however often it is sent: the answer to a repetition is the run of the first. The same key with another body is refused,
as far as the server remembers: the last 10,000 keys since it was started.`,
  },
  {
    code: "MLX8585",
    title: "The name is taken",
    explanation:
      "Answered with 409. A resource of that kind and name is there already, from a file or from the API.",
  },
  {
    code: "MLX8586",
    title: "The range is not there",
    explanation:
      "Answered with 416. `Range: bytes=FROM-TO` counts bytes of the file from 0; one range is answered.",
  },
  {
    code: "MLX8587",
    title: "A request may not refer to the machine's secrets",
    explanation: `Answered with 422. A parameter of a run that is started over HTTP is a value. Only what the project's files
declare refers to environment variables and files of the machine, or else whoever may start a run could read them.`,
  },
];
