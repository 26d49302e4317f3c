import { freeName } from "@mlx/app";
import { nameOf } from "@mlx/core";
import { Type } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { parseListQuery } from "../listing/list-query.ts";
import { answer } from "../media-types.ts";
import { answerSuccess } from "../messages.ts";
import {
  answers,
  ExperimentSchema,
  idParams,
  jsonBody,
  ListQuerySchema,
  listingOf,
  refusals,
  SenseiMessageSchema,
} from "../schemas.ts";
import { answerCreated, answerItem } from "../wire/answer-item.ts";
import { experimentsOf, servicesTrainedBy } from "../wire/cascade.ts";
import { putResource, removeResources } from "../wire/declare.ts";
import { requireParent, requireResource } from "../wire/find-resources.ts";
import { expectedRevision } from "../wire/if-match.ts";
import { listOfKind } from "../wire/list-resources.ts";
import { readBodyObject } from "../wire/read-fields.ts";
import { replaceDeclaration } from "../wire/replace-declaration.ts";
import { requireQuery } from "../wire/require-query.ts";
import { experimentProperties, experimentsPath, viewExperiment, viewExperiments } from "./experiment-view.ts";
import { experimentWords, readExperiment } from "./read-experiment.ts";
import { refuseOfService, refuseTraining } from "./refuse-of-service.ts";

const tags = ["experiments"];
const params = idParams("experimentId");
const collection = {
  path: experimentsPath,
  create: { link: "createExperiment", profile: "experiment" },
} as const;
const body = jsonBody("experiment", ExperimentSchema);

export function addExperimentRoutes(scope: ApiScope): void {
  addReads(scope);
  addWrites(scope);
  addDeletes(scope);
}

function addReads(scope: ApiScope): void {
  scope.get(
    "/experiments",
    {
      schema: {
        tags,
        operationId: "listExperiments",
        summary: "Lists experiments",
        querystring: ListQuerySchema,
        response: answers(200, "experimentListing", listingOf(ExperimentSchema), refusals.list),
      },
    },
    async (request, reply) => {
      const query = parseListQuery(request.query, experimentProperties);
      const page = await listOfKind(
        request.admission.project,
        "experiment",
        collection,
        query,
        viewExperiments,
      );
      return answer(reply, "experimentListing", page);
    },
  );
  scope.get(
    "/experiments/:experimentId",
    {
      schema: {
        tags,
        operationId: "getExperiment",
        summary: "Tells an experiment",
        params,
        response: answers(200, "experiment", ExperimentSchema, refusals.get),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const experiment = await requireResource(project, "experiment", request.params.experimentId);
      return answerItem(reply, "experiment", experiment, await viewExperiment(project, experiment));
    },
  );
}

function addWrites(scope: ApiScope): void {
  scope.post(
    "/experiments",
    {
      schema: {
        tags,
        operationId: "createExperiment",
        summary: "Makes an experiment, scheduled where it has a template; no run is started",
        body,
        response: answers(201, "experiment", ExperimentSchema, refusals.post),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { name, value, wire } = await readExperiment(project, readBodyObject(request.body));
      const free = unwrap(await freeName(project, "experiment", name));
      const made = await putResource(project, "experiment", [
        { kind: "experiment", name: free, value, wire },
      ]);
      return answerCreated(reply, "experiment", experimentsPath, made, await viewExperiment(project, made));
    },
  );
  scope.put(
    "/experiments/:experimentId",
    {
      schema: {
        tags,
        operationId: "updateExperiment",
        summary: "Replaces an experiment; without a template it is scheduled no longer",
        params,
        body,
        response: answers(200, "experiment", ExperimentSchema, refusals.put),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const current = await requireResource(project, "experiment", request.params.experimentId);
      const revision = expectedRevision(request, current.revision);
      refuseOfService(current, "changed");
      const { value, wire } = await readExperiment(project, readBodyObject(request.body), current);
      const made = await putResource(
        project,
        "experiment",
        [
          {
            kind: "experiment",
            name: nameOf(current.address),
            value: await replaceDeclaration(project, current, experimentWords, value),
            wire,
          },
        ],
        revision === undefined ? undefined : { [current.address]: revision },
      );
      return answerItem(reply, "experiment", made, await viewExperiment(project, made));
    },
  );
}

function addDeletes(scope: ApiScope): void {
  scope.delete(
    "/experiments/:experimentId",
    {
      schema: {
        tags,
        operationId: "deleteExperiment",
        summary: "Deletes an experiment: a schedule starts no further runs, and those under way finish",
        params,
        response: answers(200, "api-response", SenseiMessageSchema, refusals.delete),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const experiment = await requireResource(project, "experiment", request.params.experimentId);
      const { address, revision } = experiment;
      const expected = expectedRevision(request, revision);
      refuseOfService(experiment, "deleted");
      refuseTraining(experiment, await servicesTrainedBy(project, address));
      await removeResources(
        project,
        async () => [address],
        expected === undefined ? undefined : { [address]: expected },
      );
      return answerSuccess(reply, "Experiment successfully deleted");
    },
  );
  scope.delete(
    "/experiments",
    {
      schema: {
        tags,
        operationId: "deleteExperiments",
        summary: "Deletes all experiments of an instance but those of its services",
        querystring: Type.Object({ mlInstanceId: Type.String({ description: "UUID." }) }),
        response: answers(200, "api-response", SenseiMessageSchema, refusals.deleteAll),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const id = requireQuery(request.query, "mlInstanceId");
      const { address } = await requireParent(project, "instance", id);
      await removeResources(project, async () => {
        const experiments = await experimentsOf(project, [address]);
        for (const experiment of experiments)
          refuseTraining(experiment, await servicesTrainedBy(project, experiment.address));
        return experiments.map((experiment) => experiment.address);
      });
      return answerSuccess(reply, "Experiments successfully deleted");
    },
  );
}
