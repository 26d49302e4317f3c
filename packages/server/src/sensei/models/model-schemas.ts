/** The shapes of models and transcodings, for the API's description. */
import { transcodingFormats } from "@mlx/core";
import { Type } from "typebox";
import { stored } from "../schemas.ts";

const said = (description: string) => Type.Optional(Type.String({ readOnly: true, description }));

export const ModelSchema = Type.Object(
  {
    ...stored,
    name: Type.String({ minLength: 1, maxLength: 256 }),
    description: Type.Optional(Type.String()),
    experimentId: said("Of the experiment that trained it."),
    experimentRunId: Type.Optional(Type.String({ description: "Of the run that it comes from." })),
    modelArtifactUri: said("Identifies its files; they are had from `/models/{modelId}/artifact`."),
    state: Type.Optional(
      Type.Array(Type.String(), { readOnly: true, description: "Of `trained`, `published`, `transcoded`." }),
    ),
    originType: Type.Optional(Type.String({ description: "`offline`: it was trained elsewhere." })),
    tags: Type.Optional(Type.Record(Type.String(), Type.String())),
    deprecated: Type.Optional(Type.Boolean({ readOnly: true })),
  },
  { additionalProperties: true },
);

export const TranscodingSchema = Type.Object(
  {
    ...stored,
    modelId: Type.Optional(Type.String({ description: "Of the model." })),
    targetFormat: Type.String({ enum: [...transcodingFormats] }),
  },
  { additionalProperties: true },
);

export const NewModelParts = Type.Object({
  model: Type.String({ description: "The model as JSON." }),
  modelArtifact: Type.String({ format: "binary", description: "Its file, or an archive; kept as it is." }),
});
