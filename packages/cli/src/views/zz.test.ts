import { test } from "vitest";
import * as v from "../../test/values.ts";
import { renderPlan } from "./plan.ts";
import { renderDiagnostics } from "./diagnostics.ts";
import { renderRun } from "./run-detail.ts";
import { renderRuns } from "./run-list.ts";
import { renderModels, renderModel } from "./model.ts";
import { renderFailure } from "./failure.ts";
import { runFailed } from "../errors.ts";
test("x", () => {
  for (const width of [80, 120]) {
    const view = v.viewOf({ width });
    console.log(renderPlan(v.fullPlan(), view)); console.log();
    console.log(renderRuns([v.recordOf(), v.recordOf({state:"FAILED",reason:"NON_ZERO_EXIT",message:"x"})], view)); console.log();
    console.log(renderModels([{version: v.modelOf(3), latest:true, stale:["n_estimators 100 → 200"]},{version: v.modelOf(2), latest:false, stale:[]}], view));
    console.log();
  }
  const view = v.viewOf({ width: 80 });
  console.log(renderDiagnostics([v.diagnosticOf()], view));
  console.log(renderRun(v.recordOf(), [], view));
  console.log(renderModel({version: v.modelOf(3), latest:true, stale:[], files:[{path:"model.pkl",size:1000,executable:false,digest:"sha256:aa"}]}, view));
  console.log(renderFailure(runFailed(v.recordOf({state:"FAILED",reason:"NON_ZERO_EXIT",message:"the program ended with exit code 1: ValueError: x"})), view));
});
