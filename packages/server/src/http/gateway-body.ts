import type { MlxError } from "@mlx/core";
import type { FastifyReply } from "fastify";

/** How the gateway in front of Adobe's API refuses, with `error_code` a text: contract 1.3. */
const bodies: { readonly [code: string]: { readonly error_code: string; readonly message: string } } = {
  MLX8042: { error_code: "403010", message: "Oauth token is missing." },
  MLX8043: { error_code: "401013", message: "Oauth token is not valid" },
  MLX8044: { error_code: "403025", message: "Profile is not valid" },
};

/** Answers as that gateway would; `undefined` where it has no word for it. */
export function refuseAsGateway({ code }: MlxError, reply: FastifyReply): FastifyReply | undefined {
  const body = bodies[code];
  if (body === undefined) return undefined;
  // Its status is the code's first three digits.
  return reply
    .code(Number(body.error_code.slice(0, 3)))
    .type("application/json")
    .send(body);
}
