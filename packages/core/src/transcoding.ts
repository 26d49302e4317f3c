/** A model is wanted in another format; the Sensei API's record of that. */
export interface Transcoding {
  /** UUID. */
  readonly id: string;
  /** UUID of the model version. */
  readonly modelId: string;
  readonly targetFormat: TranscodingFormat;
  readonly actor: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const transcodingFormats = ["CoreML", "TF", "K2", "Deepnet"] as const;
export type TranscodingFormat = (typeof transcodingFormats)[number];
