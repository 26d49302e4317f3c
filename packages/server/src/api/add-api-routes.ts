import { scopeOf } from "../http/admission.ts";
import type { ApiScope } from "../http/api-scope.ts";
import { notRouted } from "../http/not-routed.ts";
import { addAccessRoutes } from "./access/add-access-routes.ts";
import { answerFailure } from "./answer-failure.ts";
import { addDatasetRoutes } from "./datasets/add-dataset-routes.ts";
import { addEventRoutes } from "./events/add-event-routes.ts";
import { addModelRoutes } from "./models/add-model-routes.ts";
import { addPlanRoutes } from "./plans/add-plan-routes.ts";
import { addResourceRoutes } from "./resources/add-resource-routes.ts";
import { addRunRoutes } from "./runs/add-run-routes.ts";
import { addScheduleRoutes } from "./schedules/add-schedule-routes.ts";
import { addServiceRoutes } from "./services/add-service-routes.ts";
import { addStatusRoutes } from "./status/add-status-routes.ts";
import { writeAnswer } from "./write-answer.ts";

/** What the Sensei API cannot say, below `/api/v1`: documents name things as `--json` of the commands does. */
export function addApiRoutes(scope: ApiScope): void {
  scope.setReplySerializer((payload) => writeAnswer(scope, payload));
  scope.setErrorHandler(answerFailure);
  // A filter with a slip of the pen would select everything.
  scope.addHook("onRoute", (route) => {
    route.schema = { ...route.schema, querystring: closedQuery(route.schema?.querystring) };
  });
  // Where nothing in a body has to be said, none has to be sent.
  scope.addHook("preValidation", async (request) => {
    if (scopeOf(request.method) === "write") request.body ??= {};
  });
  scope.setNotFoundHandler((request, reply) => {
    throw notRouted(request, reply);
  });
  addStatusRoutes(scope);
  addResourceRoutes(scope);
  addPlanRoutes(scope);
  addRunRoutes(scope);
  addModelRoutes(scope);
  addScheduleRoutes(scope);
  addServiceRoutes(scope);
  addDatasetRoutes(scope);
  addAccessRoutes(scope);
  addEventRoutes(scope);
}

function closedQuery(described: unknown) {
  const known = typeof described === "object" && described !== null ? described : { type: "object" };
  return { ...known, additionalProperties: false };
}
