import { readStatus } from "@mlx/app";
import { describeStatus } from "@mlx/documents";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { answers } from "../schemas/answers.ts";
import { anyObject, mapOf, named, nullable, text } from "../schemas/schema.ts";

const tags = ["status"];

const Whoami = named(
  "Whoami",
  Type.Object({
    user: text("whose name stands on what is done"),
    scope: Type.Enum(["read", "write"]),
    token: nullable(text("its id; null where none is asked for")),
    org: nullable(text("null: the project's own")),
    sandbox: nullable(text("null: the project's own")),
    namespace: text("whose resources are seen"),
  }),
);

const Status = named(
  "Status",
  Type.Object({
    kind: Type.Literal("status"),
    project: Type.String(),
    environment: nullable(Type.String()),
    serial: Type.Integer({ description: "counts the applies" }),
    lastApply: nullable(anyObject("who, when, what")),
    resources: mapOf(Type.Integer(), "how many, by kind"),
    datasets: Type.Array(anyObject("with rows and columns, and whether it changed")),
    models: Type.Array(anyObject("the newest of each, and those with an alias")),
    services: Type.Array(anyObject("as they stand")),
    runs: anyObject("those under way, and recent ones"),
    daemons: Type.Array(anyObject("that work on runs")),
    slots: Type.Array(anyObject("what is offered, held and wanted")),
    schedules: anyObject("how many, and what fires next"),
    waitingForDaemon: Type.Integer(),
  }),
);

export function addStatusRoutes(scope: ApiScope): void {
  scope.get(
    "/status",
    {
      schema: {
        operationId: "getStatus",
        tags,
        summary: "How the project stands, as `mlx status` tells it",
        response: answers(200, Status),
      },
    },
    async ({ admission }) => {
      const { store: _, ...status } = describeStatus(unwrap(await readStatus(admission.project)));
      return status;
    },
  );

  scope.get(
    "/whoami",
    {
      schema: {
        operationId: "whoami",
        tags,
        summary: "Who the token is, and which namespace it reaches",
        response: answers(200, Whoami),
      },
    },
    async ({ admission: { project, user, token, tenant } }) => ({
      user,
      scope: token?.scope ?? "write",
      token: token?.id ?? null,
      org: tenant?.org ?? token?.org ?? null,
      sandbox: tenant?.sandbox ?? null,
      namespace: tenant?.namespace ?? (await project.adapters()).store.namespace,
    }),
  );
}
