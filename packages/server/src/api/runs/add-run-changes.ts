import { cancelRun, changeRuns, findRunById, type Project, queueRun, rerunExactly, showRun } from "@mlx/app";
import { isAddress, isSecretRef } from "@mlx/core";
import { describeRunAlone } from "@mlx/documents";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { noSuchResource, secretInParameter } from "../errors.ts";
import { endOf } from "../files/end-of.ts";
import { answers } from "../schemas/answers.ts";
import { RunAlone, RunParams, taskNames } from "../schemas/run-schemas.ts";
import { createKeyMemory, runIdOfKey } from "./run-id-of-key.ts";

const tags = ["runs"];
const rememberedKeys = 10_000;

const RunRequestBody = Type.Object(
  {
    target: Type.String({ description: "the address of an experiment, an instance or a service" }),
    task: Type.Optional(
      Type.Enum([...taskNames], {
        description: "needed for an instance or a service; over an experiment's own",
      }),
    ),
    parameters: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: "over the experiment's, by key" }),
    ),
    model: Type.Optional(Type.String({ description: "that it loads: `model/x@v3`, `x@champion`" })),
    inputs: Type.Optional(
      Type.Record(Type.String(), Type.String(), { description: "addresses of datasets, by channel" }),
    ),
    tags: Type.Optional(Type.Record(Type.String(), Type.String())),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    priority: Type.Optional(Type.Integer({ description: "higher goes first" })),
    noCache: Type.Optional(Type.Boolean({ description: "run every step of a chain" })),
  },
  { additionalProperties: false },
);

const started: ReturnType<typeof answers> = { ...answers(201, RunAlone, [404, 409, 422]), 200: RunAlone };

/** What people ask of runs. */
export function addRunChanges(scope: ApiScope): void {
  const keys = createKeyMemory(rememberedKeys);

  scope.post(
    "/runs",
    {
      schema: {
        operationId: "startRun",
        tags,
        summary: "Puts a run into the queue, as `mlx run --detach` does",
        description:
          "With an `Idempotency-Key` the same request starts one run, however often it is sent: a repetition is answered with 200 and the run of the first.",
        headers: Type.Object({
          "idempotency-key": Type.Optional(Type.String({ description: "1 to 200 visible characters" })),
        }),
        body: RunRequestBody,
        response: started,
      },
    },
    async ({ admission: { project, user }, body, headers }, reply) => {
      const { inputs, parameters = {}, ...request } = body;
      const secret = Object.entries(parameters).find(([, value]) => isSecretRef(value));
      if (secret !== undefined) throw secretInParameter(secret[0]);
      const key = headers["idempotency-key"];
      const { store } = await project.adapters();
      const id = key === undefined ? undefined : runIdOfKey(key, { namespace: store.namespace, user });
      if (id !== undefined) {
        keys.check(id, body);
        const made = unwrap(await findRunById(project, id));
        if (made !== undefined)
          return reply.header("location", `/api/v1/runs/${id}`).send(describeRunAlone(made));
      }
      const run = unwrap(
        await queueRun(project, {
          ...request,
          parameters: jsonOf(parameters),
          ...(inputs === undefined ? {} : { inputs: datasetsOf(inputs) }),
          ...(id === undefined ? {} : { id }),
        }),
      );
      return reply.code(201).header("location", `/api/v1/runs/${run.id}`).send(describeRunAlone(run));
    },
  );

  scope.post(
    "/runs/:run/cancel",
    {
      config: { streams: true },
      schema: {
        operationId: "cancelRun",
        tags,
        summary: "Stops a run, and waits until it has ended: its grace and 15 s at most",
        params: RunParams,
        body: Type.Object(
          {
            force: Type.Optional(
              Type.Boolean({ description: "kill the program at once, without its grace" }),
            ),
          },
          { additionalProperties: false },
        ),
        response: answers(200, RunAlone, [404, 409, 422]),
      },
    },
    async ({ admission: { project }, params, body }, reply) =>
      describeRunAlone(
        unwrap(
          await cancelRun(project, { run: params.run, force: body.force ?? false, signal: endOf(reply) }),
        ),
      ),
  );

  scope.post(
    "/runs/:run/retry",
    {
      schema: {
        operationId: "retryRun",
        tags,
        summary: "Has a run that failed or was stopped tried again: a further attempt of the same run",
        params: RunParams,
        response: answers(200, RunAlone, [404, 409, 422]),
      },
    },
    async ({ admission: { project }, params }) => change(project, "retry", params.run),
  );

  scope.post(
    "/runs/:run/rerun",
    {
      schema: {
        operationId: "rerunRun",
        tags,
        summary: "A new run with the specification of another",
        params: RunParams,
        body: Type.Object(
          {
            exact: Type.Optional(
              Type.Boolean({ description: "with the very data and software; compared with it at its end" }),
            ),
          },
          { additionalProperties: false },
        ),
        response: answers(201, RunAlone, [404, 409, 422]),
      },
    },
    async ({ admission: { project }, params, body }, reply) => {
      const run = body.exact
        ? describeRunAlone(unwrap(await rerunExactly(project, params)).run)
        : await change(project, "rerun", params.run);
      return reply.code(201).header("location", `/api/v1/runs/${run.id}`).send(run);
    },
  );
}

async function change(project: Project, what: "retry" | "rerun", run: string) {
  const { record } = unwrap(await showRun(project, { run }));
  const { runs, refused } = unwrap(await changeRuns(project, { change: what, runs: [record.run.id] }));
  const [changed] = runs;
  if (changed !== undefined) return describeRunAlone(changed);
  throw refused[0]?.failure ?? noSuchResource(`run ${run}`);
}

/** What came as JSON is JSON. */
function jsonOf(parameters: { readonly [key: string]: unknown }) {
  return JSON.parse(JSON.stringify(parameters));
}

function datasetsOf(inputs: { readonly [channel: string]: string }) {
  return Object.fromEntries(
    Object.entries(inputs).map(([channel, text]) => {
      const address = text.includes("/") ? text : `dataset/${text}`;
      if (!isAddress(address, "dataset")) throw noSuchResource(`dataset ${JSON.stringify(text)}`);
      return [channel, address];
    }),
  );
}
