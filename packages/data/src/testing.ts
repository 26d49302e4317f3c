export { type ArtifactStoreHarness, artifactStoreConformance } from "./artifact-store-conformance.ts";
