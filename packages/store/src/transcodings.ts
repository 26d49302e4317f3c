import type { TranscodingStore } from "@mlx/core";
import type { Database } from "./database.ts";
import { fromJson, toPlainJson } from "./json-text.ts";
import { rememberSelect } from "./remember-select.ts";

/** Requests for models in other formats. */
export function createTranscodingStore({ namespace, glance, write }: Database): TranscodingStore {
  return {
    add: (transcoding) =>
      write(async (queries) => {
        const { id, modelId: model } = transcoding;
        await queries
          .insertInto("transcodings")
          .values({ namespace, id, model, record: toPlainJson(transcoding) })
          .onConflict((conflict) => conflict.columns(["namespace", "id"]).doNothing())
          .execute();
      }),
    get: (id) => glance((look) => selectOne(look, namespace, id).map(({ record }) => fromJson(record))[0]),
    list: (modelId) =>
      glance((look) => selectOfModel(look, namespace, modelId).map(({ record }) => fromJson(record))),
  };
}

const selectOne = rememberSelect((builder, namespace: string, id: string) =>
  builder.selectFrom("transcodings").select("record").where("namespace", "=", namespace).where("id", "=", id),
);

const selectOfModel = rememberSelect((builder, namespace: string, model: string) =>
  builder
    .selectFrom("transcodings")
    .select("record")
    .where("namespace", "=", namespace)
    .where("model", "=", model)
    .orderBy("seq"),
);
