import { freeName } from "@mlx/app";
import { Type } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { answerSuccess } from "../messages.ts";
import { answers, ExperimentSchema, idParams, jsonBody, refusals, SenseiMessageSchema } from "../schemas.ts";
import { answerCreated, answerItem } from "../wire/answer-item.ts";
import { experimentsOf, servicesTrainedBy } from "../wire/cascade.ts";
import { putResource, removeResources } from "../wire/declare.ts";
import { requireParent, requireResource } from "../wire/find-resources.ts";
import { expectedRevisions } from "../wire/if-match.ts";
import { addDeleteRoute, addReadRoutes, type KindInApi } from "../wire/kind-routes.ts";
import { readBodyObject } from "../wire/read-fields.ts";
import { replaceResource } from "../wire/replace-declaration.ts";
import { requireQuery } from "../wire/require-query.ts";
import { experimentProperties, experimentsPath, viewExperiment, viewExperiments } from "./experiment-view.ts";
import { experimentWords, readExperiment } from "./read-experiment.ts";
import { refuseOfService, refuseTraining } from "./refuse-of-service.ts";

const experiments: KindInApi<"experiment"> = {
  kind: "experiment",
  plural: "experiments",
  idName: "experimentId",
  profile: "experiment",
  listing: "experimentListing",
  schema: ExperimentSchema,
  collection: { path: experimentsPath, create: { link: "createExperiment", profile: "experiment" } },
  properties: experimentProperties,
  viewAll: viewExperiments,
  view: viewExperiment,
};
const tags = [experiments.plural];
const body = jsonBody("experiment", ExperimentSchema);

export function addExperimentRoutes(scope: ApiScope): void {
  addReadRoutes(scope, experiments, {
    list: { operationId: "listExperiments", summary: "Lists experiments" },
    get: { operationId: "getExperiment", summary: "Tells an experiment" },
  });
  addWrites(scope);
  addDeletes(scope);
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
        params: idParams("experimentId"),
        body,
        response: answers(200, "experiment", ExperimentSchema, refusals.put),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const current = await requireResource(project, "experiment", request.params.experimentId);
      const expected = expectedRevisions(request, current);
      refuseOfService(current, "changed");
      const read = await readExperiment(project, readBodyObject(request.body), current);
      const made = await replaceResource(
        project,
        "experiment",
        current,
        { ...read, words: experimentWords },
        expected,
      );
      return answerItem(reply, "experiment", made, await viewExperiment(project, made));
    },
  );
}

function addDeletes(scope: ApiScope): void {
  addDeleteRoute(scope, experiments, {
    operationId: "deleteExperiment",
    summary: "Deletes an experiment: a schedule starts no further runs, and those under way finish",
    detail: "Experiment successfully deleted",
    below: async (project, experiment) => {
      refuseOfService(experiment, "deleted");
      refuseTraining(experiment, await servicesTrainedBy(project, experiment.address));
      return [experiment.address];
    },
  });
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
        const found = await experimentsOf(project, [address]);
        for (const experiment of found)
          refuseTraining(experiment, await servicesTrainedBy(project, experiment.address));
        return found.map((experiment) => experiment.address);
      });
      return answerSuccess(reply, "Experiments successfully deleted");
    },
  );
}
