import type { ModelStore } from "@mlx/core";
import type { Database } from "../database.ts";
import {
  insertApproval,
  insertEvaluation,
  listApprovals,
  listEvaluations,
  readEvaluationsAfter,
} from "./judgements.ts";
import { listMeasuredOn } from "./measured-on.ts";

type JudgementStore = Pick<
  ModelStore,
  "putEvaluation" | "evaluations" | "evaluationsAfter" | "approve" | "approvals" | "measuredOn"
>;

/** What was judged and approved, and what evaluations measured. */
export function createJudgementStore({ namespace, read, write }: Database): JudgementStore {
  return {
    putEvaluation: (evaluation) => write((queries) => insertEvaluation(queries, namespace, evaluation)),
    evaluations: (filter, { limit }) => read((queries) => listEvaluations(queries, namespace, filter, limit)),
    evaluationsAfter: (after, limit) =>
      read((queries) => readEvaluationsAfter(queries, namespace, after, limit)),
    approve: (approval) => write((queries) => insertApproval(queries, namespace, approval)),
    approvals: (model, version, alias) =>
      read((queries) => listApprovals(queries, namespace, { model, version, alias })),
    measuredOn: (artifact, dataset) =>
      read((queries) => listMeasuredOn(queries, namespace, artifact, dataset)),
  };
}
