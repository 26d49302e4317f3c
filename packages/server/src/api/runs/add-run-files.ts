import { Readable } from "node:stream";
import { listArtifactFiles, openArtifactFile, readLogs, showRun } from "@mlx/app";
import { writeJson } from "@mlx/documents";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { endOf } from "../files/end-of.ts";
import { fileAnswers, sendFile } from "../files/send-file.ts";
import { answers } from "../schemas/answers.ts";
import { FileListSchema } from "../schemas/model-schemas.ts";
import { RunParams } from "../schemas/run-schemas.ts";
import { followLogText } from "./follow-log-text.ts";

const tags = ["runs"];

const LogQuery = Type.Object({
  stream: Type.Optional(
    Type.Enum(["stdout", "stderr", "execution"], {
      default: "stdout",
      description: "`execution`: mlx's own account",
    }),
  ),
  offset: Type.Optional(
    Type.Integer({ minimum: 0, default: 0, description: "bytes of its text to leave out at the beginning" }),
  ),
  attempt: Type.Optional(Type.Integer({ minimum: 1, description: "the newest where absent" })),
  follow: Type.Optional(Type.Boolean({ description: "until the run has ended" })),
});

const LinesQuery = Type.Object({
  attempt: Type.Optional(Type.Integer({ minimum: 1, description: "the newest where absent" })),
  tail: Type.Optional(Type.Integer({ minimum: 0, description: "only the last so many" })),
  follow: Type.Optional(Type.Boolean({ description: "until the attempt has ended" })),
});

/** What runs print and leave: logs and outputs. */
export function addRunFiles(scope: ApiScope): void {
  scope.get(
    "/runs/:run/logs",
    {
      config: { streams: true },
      schema: {
        operationId: "getLog",
        tags,
        summary: "The text of one stream of a run's log, from a byte on",
        description:
          "It only grows: a reader that was cut off asks again with `offset` at the bytes that it has. It is empty where there is no log yet.",
        params: RunParams,
        querystring: LogQuery,
        response: answers(200, { content: { "text/plain": { schema: Type.String() } } }, [404]),
      },
    },
    async (request, reply) => {
      const { admission, params, query } = request;
      const { record } = unwrap(await showRun(admission.project, params));
      const { stream = "stdout", offset = 0, attempt, follow = false } = query;
      const text = await followLogText(
        admission.project,
        { run: record.run.id, stream, offset, ...(attempt === undefined ? {} : { attempt }) },
        { follow, signal: endOf(reply) },
      );
      return reply.type("text/plain; charset=utf-8").send(Readable.from(text, { objectMode: false }));
    },
  );

  scope.get(
    "/runs/:run/log-lines",
    {
      config: { streams: true },
      schema: {
        operationId: "getLogLines",
        tags,
        summary: "The lines of a run's log, of all streams in their order, one JSON object each",
        params: RunParams,
        querystring: LinesQuery,
        response: answers(
          200,
          {
            content: {
              "application/x-ndjson": {
                schema: Type.String({
                  description: "lines of `{at, stream, text}`; `at`: milliseconds since 1970",
                }),
              },
            },
          },
          [404],
        ),
      },
    },
    async (request, reply) => {
      const { admission, params, query } = request;
      const { follow = false, attempt, tail } = query;
      const lines = unwrap(
        await readLogs(admission.project, {
          ...{ run: params.run, follow, signal: endOf(reply) },
          ...(attempt === undefined ? {} : { attempt }),
          ...(tail === undefined ? {} : { tail }),
        }),
      );
      return reply.type("application/x-ndjson").send(Readable.from(writeLines(lines), { objectMode: false }));
    },
  );

  scope.get(
    "/runs/:run/outputs/:channel",
    {
      schema: {
        operationId: "listOutputFiles",
        tags,
        summary: "The files that a run left in an output channel; `plots` are its plots",
        params: Type.Object({ ...RunParams.properties, channel: Type.String() }),
        response: answers(200, FileListSchema, [404]),
      },
    },
    async ({ admission: { project }, params }) => unwrap(await listArtifactFiles(project, params)),
  );

  scope.get(
    "/runs/:run/outputs/:channel/*",
    {
      config: { streams: true },
      schema: {
        operationId: "getOutputFile",
        tags,
        summary: "A file of an output; `Range` takes a part of it",
        params: Type.Object({
          ...RunParams.properties,
          channel: Type.String(),
          "*": Type.String({ description: "its path, as it is listed" }),
        }),
        response: fileAnswers,
      },
    },
    async (request, reply) => {
      const { run, channel, "*": path } = request.params;
      const file = unwrap(await openArtifactFile(request.admission.project, { run, channel, path }));
      return sendFile(file, request, reply);
    },
  );
}

async function* writeLines(lines: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const line of lines) yield Buffer.from(`${writeJson(line)}\n`);
}
