/** A process that starts runs which do not end, for the benchmark to kill: `node … FOLDER COUNT`. */
import { createLineCounter, openSample, run } from "./sample-project.ts";

const [folder = "", count = "1"] = process.argv.slice(2);
const { events, all } = createLineCounter(Number(count), 0);
const project = await openSample(folder, events);
for (let index = 0; index < Number(count); index += 1) void run(project, "forever");
await all;
process.stdout.write("ready\n");
