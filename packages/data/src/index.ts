export { type ArtifactStoreOptions, createArtifactStore } from "./artifact-store.ts";
export { dataCodes } from "./codes.ts";
export { createDatasetReader, type DatasetReaderOptions } from "./dataset-reader.ts";
export { createHashCache, type HashCache, type HashCacheOptions } from "./hash-cache.ts";
