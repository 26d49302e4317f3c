export { storeConformance } from "./conformance/store-conformance.ts";
export { createMemoryStore } from "./create-memory-store.ts";
