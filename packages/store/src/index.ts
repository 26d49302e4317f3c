export { storeCodes } from "./codes.ts";
export { openStore, type StoreOptions } from "./open-store.ts";
