import {
  isSecretRef,
  type Json,
  type ReplicaSubmission,
  type SecretRef,
  type SecretResolver,
} from "@mlx/core";
import { describeSecret } from "../resources/secrets.ts";
import { secretMissing } from "../runs/errors.ts";
import type { ReplicaPlan } from "./find-wanted.ts";

/** With secrets resolved. Failure: 3016. */
export async function buildReplica(
  plan: ReplicaPlan,
  id: string,
  secrets: SecretResolver,
): Promise<ReplicaSubmission> {
  const secretValues: string[] = [];
  const reveal = async (path: string, ref: SecretRef): Promise<string> => {
    const value = await secrets.resolve(ref);
    if (value === undefined) throw secretMissing(path, describeSecret(ref));
    secretValues.push(value);
    return value;
  };
  const parameters: Record<string, Json> = {};
  for (const [name, value] of Object.entries(plan.parameters))
    parameters[name] = isSecretRef(value) ? await reveal(`parameters.${name}`, value) : value;
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(plan.env))
    env[name] = isSecretRef(value) ? await reveal(`env.${name}`, value) : value;
  return { ...plan, id, parameters, env, secretValues };
}
