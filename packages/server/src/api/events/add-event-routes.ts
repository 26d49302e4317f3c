import { Readable } from "node:stream";
import { type EventsAsked, findRunById, type Project, showRun, watchEvents } from "@mlx/app";
import { isTerminal } from "@mlx/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { endOf } from "../files/end-of.ts";
import { answers } from "../schemas/answers.ts";
import { RunParams } from "../schemas/run-schemas.ts";
import { writeAnswer } from "../write-answer.ts";
import { readEventId } from "./event-id.ts";
import { writeEvents } from "./write-events.ts";

const tags = ["events"];
const heartbeatMilliseconds = 15_000;

const after = Type.Optional(
  Type.String({ description: "an event's id: what came after it; `0.0.0.0`: all that is kept" }),
);
const headers = Type.Object({
  "last-event-id": Type.Optional(Type.String({ description: "as `after`, and before it" })),
});
const stream = {
  content: {
    "text/event-stream": {
      schema: Type.String({
        description:
          "events `run`, `tick`, `alias` and `evaluation`, each with `id` and a JSON object as `data`; where nothing happens an `id` alone, at once and every 15 s",
      }),
    },
  },
};

const watched: ReturnType<typeof answers> = {
  ...answers(200, stream, [404]),
  204: { description: "the run has ended, and all of it was told", type: "null" },
};

/** What happens, as it happens: server-sent events, resumable. */
export function addEventRoutes(scope: ApiScope): void {
  const closing = new AbortController();
  scope.addHook("preClose", async () => closing.abort());
  const write = (document: unknown) => writeAnswer(scope, document);

  scope.get(
    "/events",
    {
      config: { streams: true },
      exposeHeadRoute: false,
      schema: {
        operationId: "watchEvents",
        tags,
        summary: "What happens to runs, schedules and models from now on, as server-sent events",
        querystring: Type.Object({
          run: Type.Optional(Type.String({ description: "only of this run" })),
          experiment: Type.Optional(
            Type.String({
              description: "only of this experiment's runs and ticks: its address, or its name",
            }),
          ),
          after,
        }),
        headers,
        response: answers(200, stream, [404, 422]),
      },
    },
    async (request, reply) => {
      const { run, experiment } = request.query;
      const asked = {
        ...(run === undefined ? {} : { run }),
        ...(experiment === undefined ? {} : { experiment }),
        ...placeOf(request),
      };
      return send(request.admission.project, asked, reply);
    },
  );

  scope.get(
    "/runs/:run/events",
    {
      config: { streams: true },
      exposeHeadRoute: false,
      schema: {
        operationId: "watchRun",
        tags,
        summary: "All that happens to a run, from its beginning to its end, as server-sent events",
        description: "A reader that comes back after the run's end is answered with 204: there is no more.",
        params: RunParams,
        querystring: Type.Object({ after }),
        headers,
        response: watched,
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { record, events } = unwrap(await showRun(project, request.params));
      const place = placeOf(request);
      const told = place.after !== undefined && (events.at(-1)?.seq ?? 0) <= place.after.run;
      const run = unwrap(await findRunById(project, record.run.id));
      if (told && (run === undefined || isTerminal(run.status.state))) return reply.code(204).send();
      return send(project, { run: record.run.id, ...place }, reply);
    },
  );

  async function send(
    project: Project,
    asked: Pick<EventsAsked, "after" | "run" | "experiment">,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const signal = AbortSignal.any([closing.signal, endOf(reply)]);
    const events = unwrap(
      await watchEvents(project, { ...asked, signal, quietMilliseconds: heartbeatMilliseconds }),
    );
    reply.headers({ "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
    return reply.send(
      Readable.from(
        writeEvents(events, write, () => reply.raw.destroy()),
        { objectMode: false },
      ),
    );
  }
}

function placeOf({
  query,
  headers: sent,
}: FastifyRequest<{
  Querystring: { readonly after?: string };
  Headers: { readonly "last-event-id"?: string };
}>): Pick<EventsAsked, "after"> {
  const text = sent["last-event-id"] ?? query.after;
  return text === undefined || text === "" ? {} : { after: readEventId(text) };
}
