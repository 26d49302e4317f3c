import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { Project } from "@mlx/app";
import type { TokenScope } from "@mlx/core";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { MethodsOf } from "./collect-methods.ts";

/** Where a face of the API adds its routes: their schemas are TypeBox, and say what handlers get. */
export type ApiScope = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression<RawServerDefault>,
  RawReplyDefaultExpression<RawServerDefault>,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module "fastify" {
  interface FastifyInstance {
    /** In its own namespace, for routes that nobody has to be admitted to. All others take `request.admission.project`. */
    project: Project;
    /** Of the routes of the API. */
    methodsOf: MethodsOf;
  }
  interface FastifyContextConfig {
    /** What a token must be for; by default `read` for GET and HEAD, else `write`. */
    scope?: TokenScope;
    /** Nobody is asked for a token, and there is no `request.admission`. */
    open?: true;
    /** Its body or its work may take longer than others', as long as it moves: uploads, events. */
    streams?: true;
  }
}
