import {
  type DatasetFile,
  type Environment,
  isSecretRef,
  type Json,
  type JsonObject,
  nameOf,
  type Run,
  type SecretRef,
  type SecretResolver,
  type TaskSubmission,
} from "@mlx/core";
import { describeSecret } from "../../resources/secrets.ts";
import { secretMissing } from "../errors.ts";

/**
 * What the executor gets: the run's spec with secrets resolved and inputs found; `memoryInMB` takes
 * the place of the memory limit. Failure: 3016.
 */
export async function buildSubmission(
  run: Run,
  attempt: number,
  inputs: { readonly [channel: string]: readonly DatasetFile[] },
  secrets: SecretResolver,
  memoryInMB?: number,
): Promise<TaskSubmission> {
  const { spec } = run;
  const secretValues: string[] = [];
  const reveal = async (path: string, ref: SecretRef): Promise<string> => {
    const value = await secrets.resolve(ref);
    if (value === undefined) throw secretMissing(path, describeSecret(ref));
    secretValues.push(value);
    return value;
  };
  const parameters: Record<string, Json> = {};
  for (const [name, value] of Object.entries(spec.parameters))
    parameters[name] = isSecretRef(value) ? await reveal(`parameters.${name}`, value) : value;
  return {
    runId: run.id,
    attempt,
    task: run.task,
    trigger: run.trigger,
    recipe: nameOf(spec.recipe),
    recipeType: spec.recipeType,
    instance: nameOf(run.instance),
    ...(run.experiment === undefined ? {} : { experiment: nameOf(run.experiment) }),
    origin: spec.origin,
    ...(spec.container === undefined ? {} : { container: spec.container }),
    ...(spec.image === undefined ? {} : { image: spec.image }),
    ...(spec.source === undefined ? {} : { source: spec.source }),
    ...(spec.command === undefined ? {} : { command: spec.command }),
    parameters: parameters satisfies JsonObject,
    env: await revealEnvironment(spec.env, reveal),
    secretValues,
    inputs,
    outputChannels: Object.keys(spec.outputs),
    ...(spec.model === undefined ? {} : { model: spec.model }),
    ...(spec.specification === undefined
      ? {}
      : { specification: { ...spec.specification, ...(memoryInMB === undefined ? {} : { memoryInMB }) } }),
    ...(spec.transform === undefined ? {} : { transform: spec.transform }),
    ...(run.scheduledAt === undefined ? {} : { scheduledAt: run.scheduledAt }),
    ...(run.window === undefined ? {} : { window: run.window }),
    timeoutSeconds: spec.timeoutSeconds,
    stopGraceSeconds: spec.stopGraceSeconds,
  };
}

async function revealEnvironment(
  env: Environment,
  reveal: (path: string, ref: SecretRef) => Promise<string>,
): Promise<Record<string, string>> {
  const revealed: Record<string, string> = {};
  for (const [name, value] of Object.entries(env))
    revealed[name] = isSecretRef(value) ? await reveal(`env.${name}`, value) : value;
  return revealed;
}
