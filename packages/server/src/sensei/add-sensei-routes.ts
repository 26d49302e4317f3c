import type { ApiScope } from "../http/api-scope.ts";
import { onEachRequest } from "../http/on-each-request.ts";
import { addEngineRoutes } from "./engines/add-engine-routes.ts";
import { notRead } from "./errors.ts";
import { addExperimentRoutes } from "./experiments/add-experiment-routes.ts";
import { addInsightRoutes } from "./insights/add-insight-routes.ts";
import { addInstanceRoutes } from "./instances/add-instance-routes.ts";
import { checkAccept, isReadAsJson } from "./media-types.ts";
import { addSenseiErrors } from "./messages.ts";
import { addModelRoutes } from "./models/add-model-routes.ts";
import { readBody } from "./read-body.ts";
import { addRunRoutes } from "./runs/add-run-routes.ts";
import { addServiceRoutes } from "./services/add-service-routes.ts";

/** The Sensei Machine Learning API: all of its operations, below `/data/sensei`. */
export function addSenseiRoutes(scope: ApiScope): void {
  addSenseiErrors(scope);
  onEachRequest(scope, checkAccept);
  // The schemas describe; what comes in is checked by hand, field by field, with messages that say what to do.
  scope.setValidatorCompiler(() => () => true);
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "buffer" }, (request, body: Buffer, done) => {
    const type = request.headers["content-type"];
    if (!isReadAsJson(type)) return done(notRead(type ?? ""));
    try {
      done(null, readBody(body));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  addEngineRoutes(scope);
  addInstanceRoutes(scope);
  addExperimentRoutes(scope);
  addServiceRoutes(scope);
  addRunRoutes(scope);
  addModelRoutes(scope);
  addInsightRoutes(scope);
}
