import {
  declareResources,
  findDataset,
  freeName,
  listResources,
  type ProfileOrProblem,
  profileDataset,
} from "@mlx/app";
import { type AppliedResource, datasetId, namePattern } from "@mlx/core";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { nameTaken, noSuchResource } from "../errors.ts";
import { pageOfAll } from "../page.ts";
import { pageAsked } from "../resources/add-resource-routes.ts";
import { answers, pageOf, pageQuery } from "../schemas/answers.ts";
import { DatasetSchema } from "../schemas/other-schemas.ts";

const tags = ["datasets"];

const NewDataset = Type.Object(
  {
    path: Type.String({
      minLength: 1,
      maxLength: 1000,
      description:
        "a file, folder or glob below the project's folder on the server's machine; in another sandbox below its own folder there",
    }),
    name: Type.Optional(
      Type.String({
        pattern: namePattern.source,
        description: "of its address; made of the path where absent",
      }),
    ),
    format: Type.Optional(
      Type.Enum(["csv", "parquet", "jsonl"], { description: "guessed from the path where absent" }),
    ),
    timestampColumn: Type.Optional(
      Type.String({ minLength: 1, description: "the column that timeframes filter on" }),
    ),
    timestampFormat: Type.Optional(Type.String({ minLength: 1, description: "its strftime pattern" })),
    batches: Type.Optional(
      Type.Enum(["all", "latest"], { description: "latest: of a folder of batches only the newest counts" }),
    ),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
  },
  { additionalProperties: false },
);

/** Datasets, with the ids that the Sensei API names them by. */
export function addDatasetRoutes(scope: ApiScope): void {
  scope.get(
    "/datasets",
    {
      schema: {
        operationId: "listDatasets",
        tags,
        summary: "The datasets, with the 24-digit ids that the Sensei API names them by",
        querystring: Type.Object(pageQuery(50)),
        response: answers(200, pageOf("DatasetPage", DatasetSchema)),
      },
    },
    async ({ admission: { project }, query }) =>
      pageOfAll(unwrap(await listResources(project, "dataset")), pageAsked(query), (dataset) =>
        describeDataset(dataset),
      ),
  );

  scope.get(
    "/datasets/:dataset",
    {
      schema: {
        operationId: "getDataset",
        tags,
        summary:
          "A dataset by its 24-digit id, its UUID or its name; with `profile` also its rows and columns",
        params: Type.Object({ dataset: Type.String() }),
        querystring: Type.Object({
          profile: Type.Optional(Type.Boolean({ description: "reads the data" })),
        }),
        response: answers(200, DatasetSchema, [404]),
      },
    },
    async ({ admission: { project }, params, query }) => {
      const found = unwrap(await findDataset(project, params.dataset));
      if (found === undefined) throw noSuchResource(`dataset ${JSON.stringify(params.dataset)}`);
      return describeDataset(found, query.profile ? await profileDataset(project, found.spec) : undefined);
    },
  );

  scope.post(
    "/datasets",
    {
      schema: {
        operationId: "createDataset",
        tags,
        summary: "Makes a dataset of files below the project's folder; they need not be there yet",
        body: NewDataset,
        response: answers(201, DatasetSchema, [409, 422]),
      },
    },
    async ({ admission: { project }, body }, reply) => {
      const { name: asked, ...value } = body;
      const name = asked ?? unwrap(await freeName(project, "dataset", wantedName(value.path)));
      if (unwrap(await findDataset(project, `dataset/${name}`)) !== undefined)
        throw nameTaken(`dataset/${name}`);
      const [made] = unwrap(await declareResources(project, { put: [{ kind: "dataset", name, value }] }));
      if (made?.kind !== "dataset") throw noSuchResource(`dataset/${name}`);
      return reply
        .code(201)
        .header("location", `/api/v1/datasets/${datasetId(made)}`)
        .send(describeDataset(made));
    },
  );
}

/** The last part that is no pattern, without its ending: `data/sales/*.csv` wants `sales`. */
function wantedName(path: string): string {
  const plain = path.split("/").filter((part) => part !== "" && !/[*?[\]{}]/.test(part));
  return (plain.at(-1) ?? "dataset").replace(/\.[^.]*$/, "");
}

function describeDataset(dataset: AppliedResource<"dataset">, profile?: ProfileOrProblem) {
  const { address, spec, observed, revision, createdAt, updatedAt, unmanaged } = dataset;
  return {
    id: datasetId(dataset),
    address,
    managed: unmanaged !== true,
    path: spec.path,
    format: spec.format,
    description: spec.description ?? null,
    revision,
    fingerprint: observed.fingerprint ?? null,
    ...{ createdAt, updatedAt },
    ...profile,
  };
}
