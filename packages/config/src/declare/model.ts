import {
  assertNever,
  type Gate,
  type JsonObject,
  type ModelSpec,
  metricGoal,
  nameOf,
  type PromotionPolicy,
} from "@mlx/core";
import { defaultAlias } from "../canonical/model.ts";
import { declareCommon } from "./common.ts";
import { fieldsOf, unless, unlessEmpty } from "./fields.ts";

export function declareModel(spec: ModelSpec): JsonObject {
  const { promotion, pin } = spec;
  return fieldsOf({
    description: spec.description,
    promotion: promotion === undefined ? undefined : declarePromotion(promotion),
    pin,
    ...declareCommon(spec),
  });
}

function declarePromotion({ alias, from, gates, auto }: PromotionPolicy): JsonObject {
  return fieldsOf({
    alias: unless(alias, defaultAlias),
    from,
    gates: unlessEmpty(gates.map(declareGate)),
    auto: unless(auto, false),
  });
}

function declareGate(gate: Gate): JsonObject {
  switch (gate.type) {
    case "threshold":
      return { metric: gate.metric, op: gate.op, value: gate.value };
    case "beats": {
      const { metric, alias, by, goal, on } = gate;
      return fieldsOf({
        metric,
        beats: alias,
        by: unless(by, 0),
        goal: metricGoal(metric) === goal ? undefined : goal,
        on: on === undefined ? undefined : nameOf(on),
      });
    }
    case "data":
      return fieldsOf({ minRows: gate.minRows, input: unless(gate.input, "train") });
    case "approval":
      return { approval: fieldsOf({ min: unless(gate.min, 1), by: unlessEmpty([...gate.by]) }) };
    default:
      return assertNever(gate);
  }
}
