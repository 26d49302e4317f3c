/** `npm run build`: turbo builds what has changed; only a failure has something to say. */
import { spawnSync } from "node:child_process";

const { status, stdout, stderr } = spawnSync("turbo", ["run", "build", "--output-logs=errors-only"], {
  encoding: "utf8",
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
});
if (status !== 0) {
  console.error(`${stdout}${stderr}`);
  process.exitCode = 1;
}
