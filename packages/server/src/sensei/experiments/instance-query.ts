/** `mlInstanceQuery`: conditions over instances, of which the newest match is taken when a run is made. */
import type { Project } from "@mlx/app";
import { MlxError, nameOf } from "@mlx/core";
import { invalidValue } from "../errors.ts";
import { instanceProperties } from "../instances/instance-view.ts";
import { type Condition, parseConditions } from "../listing/parse-conditions.ts";
import { requireReference } from "../wire/find-resources.ts";

/** In the language, which knows `name`, `recipe` and `tags.NAME`, and whether they are equal. Failure: 8541. */
export async function readInstanceQuery(project: Project, query: string): Promise<string> {
  const conditions = conditionsOf(query);
  if (conditions.length === 0) throw refused("it has no condition");
  const texts = await Promise.all(conditions.map((condition) => toLanguage(project, condition)));
  return texts.join(",");
}

function conditionsOf(query: string): readonly Condition[] {
  try {
    return parseConditions(query, instanceProperties).conditions;
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    throw refused(error.summary);
  }
}

async function toLanguage(project: Project, condition: Condition): Promise<string> {
  const [property = "", below] = condition.path;
  if (condition.test !== "==" && condition.test !== "!=")
    throw refused(`${property} can only be compared with == and !=`);
  const { test, value } = condition;
  if (value.includes(",")) throw refused("a value with a comma is not taken here");
  if (property === "name") return `name${test}${value}`;
  if (property === "tags" && below !== undefined && /^[\w.-]+$/.test(below))
    return `tags.${below}${test}${value}`;
  if (property === "engineId") {
    const { address } = await requireReference(project, "recipe", value, "mlInstanceQuery");
    return `recipe${test}${nameOf(address)}`;
  }
  throw refused(`${[property, below].filter((each) => each !== undefined).join(".")} is not looked for here`);
}

function refused(problem: string): MlxError {
  return invalidValue(
    "mlInstanceQuery",
    problem,
    "Conditions are of name, engineId and tags.NAME, separated by commas: name==Retail,tags.team==sales.",
  );
}
