import type { ModelStore } from "@mlx/core";
import { sql } from "kysely";
import type { Database, Queries } from "./database.ts";
import { toJson } from "./json-text.ts";
import { createAliasStore } from "./registry/alias-store.ts";
import { changeVersion, deleteVersion, readVersion, restoreVersion } from "./registry/delete-version.ts";
import { findVersion } from "./registry/find-version.ts";
import { createJudgementStore } from "./registry/judgement-store.ts";
import { pageVersions } from "./registry/page-versions.ts";
import { addVersion, toModelVersion } from "./registry/version-rows.ts";
import { rememberSelect } from "./remember-select.ts";
import { rememberTotals } from "./remember-totals.ts";
import { searchModels } from "./search/search-models.ts";
import type { Row } from "./tables.ts";

type VersionRow = Row<"model_versions">;

/** The registry: versions, aliases, and what was decided about them. */
export function createModelStore(database: Database): ModelStore {
  const { namespace, read, write, glance } = database;
  const totalOf = rememberTotals(database.version);
  const many = (refine: (select: Select) => Select) =>
    read(async (queries) => (await refine(selectVersions(queries, namespace)).execute()).map(toModelVersion));
  const one = async (refine: (select: Select) => Select) =>
    (await many((select) => refine(select).limit(1)))[0];
  const change = async (operation: (queries: Queries) => Promise<VersionRow>) =>
    toModelVersion(await write(operation));
  return {
    heads: () =>
      many((select) =>
        select
          .where("seq", "in", ({ selectFrom }) =>
            selectFrom("model_versions as newest")
              .where("newest.namespace", "=", namespace)
              .groupBy("newest.model")
              .select(newestSeq.as("seq")),
          )
          .orderBy("model"),
      ),
    current: () =>
      many((select) =>
        select
          .where("seq", "in", ({ selectFrom }) =>
            selectFrom("model_versions as ready")
              .where("ready.namespace", "=", namespace)
              .where("ready.status", "=", "READY")
              .where("ready.instance", "is not", null)
              .groupBy(["ready.instance", "ready.experiment"])
              .select(({ fn }) => fn.max("ready.seq").as("seq")),
          )
          .orderBy("model")
          .orderBy("seq"),
      ),
    versions: (model) => many((select) => select.where("model", "=", model).orderBy("version", "desc")),
    get: async (model, version) => {
      const row = await read((queries) => findVersion(queries, namespace, model, version));
      return row === undefined ? undefined : toModelVersion(row);
    },
    getById: (id) => glance((look) => selectById(look, namespace, id).map(toModelVersion)[0]),
    latest: (model) =>
      one((select) =>
        select.where("model", "=", model).where("status", "=", "READY").orderBy("version", "desc"),
      ),
    latestOf: (experiment) =>
      one((select) =>
        select.where("experiment", "=", experiment).where("status", "=", "READY").orderBy("seq", "desc"),
      ),
    ofRun: (runId) =>
      one((select) =>
        select.where("run_id", "=", runId).where("status", "=", "READY").orderBy("seq", "desc"),
      ),
    best: (model, metric, goal) =>
      one((select) =>
        select
          .where("model", "=", model)
          .where("status", "=", "READY")
          .where(finiteValue(metric), "is not", null)
          .orderBy(finiteValue(metric), goal === "min" ? "asc" : "desc")
          .orderBy("version", "desc"),
      ),
    page: (filter, page) => glance((look) => pageVersions(look, namespace, filter, page, totalOf)),
    search: (query) => read((queries) => searchModels(queries, namespace, query)),
    add: (version, at) => change((queries) => addVersion(queries, namespace, version, at)),
    describe: (id, { description, tags }) =>
      change(async (queries) => {
        const row = await readVersion(queries, namespace, id);
        return changeVersion(queries, row, {
          description: description === undefined ? row.description : description || null,
          tags: tags === undefined ? row.tags : toJson(tags),
        });
      }),
    delete: (id, event) => change((queries) => deleteVersion(queries, namespace, id, event)),
    restore: (id) => change((queries) => restoreVersion(queries, namespace, id)),
    ...createAliasStore(database),
    ...createJudgementStore(database),
  };
}

const selectById = rememberSelect((builder, namespace: string, id: string) =>
  builder.selectFrom("model_versions").selectAll().where("namespace", "=", namespace).where("id", "=", id),
);

function selectVersions(queries: Queries, namespace: string) {
  return queries
    .selectFrom("model_versions")
    .selectAll("model_versions")
    .where("model_versions.namespace", "=", namespace);
}

type Select = ReturnType<typeof selectVersions>;

/** Of a model's versions: the newest that is not deleted, else the newest. A later version is a later row. */
const newestSeq = sql<number>`coalesce(max(seq) filter (where status <> 'DELETED'), max(seq))`;

/** A metric's value, where it is finite: others stand as text. */
const finiteValue = (metric: string) =>
  sql<
    number | null
  >`(select value from json_each(model_versions.metrics) where key = ${metric} and type in ('integer', 'real'))`;
