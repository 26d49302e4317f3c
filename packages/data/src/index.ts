export { type ArtifactStoreOptions, createArtifactStore } from "./artifacts/artifact-store.ts";
export { removeLeftovers } from "./artifacts/remove-leftovers.ts";
export { unpackArchive } from "./artifacts/unpack-archive.ts";
export { unpackZip, type ZipLimits } from "./artifacts/unpack-zip.ts";
export { dataCodes } from "./codes.ts";
export { createDatasetReader, type DatasetReaderOptions } from "./datasets/dataset-reader.ts";
export { createHashCache, type HashCache, type HashCacheOptions } from "./files/hash-cache.ts";
