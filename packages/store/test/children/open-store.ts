/** Opens the store at the path, prints its installation's id, closes it. */
import { randomUUID } from "node:crypto";
import { openStore } from "../../src/index.ts";

const [, , url = ""] = process.argv;
const store = await openStore({ url, namespace: "test", ids: { uuid: () => randomUUID() } });
console.log((await store.installation()).id);
await store.close();
