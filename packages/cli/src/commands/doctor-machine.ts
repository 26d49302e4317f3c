import { defineCommand } from "../define-command.ts";
import { surroundingsUnfit } from "../errors.ts";
import { renderDoctor } from "../views/doctor.ts";

export const doctorMachine = defineCommand({
  name: "doctor machine",
  description:
    "Checks what mlx needs of this machine and this project, each with its remedy. Nothing is changed.",
  examples: [["doctor", "all checks"]],
  arguments: {},
  flags: {},
  exits: [],
  run: async (_, { loadApp, appOptions }) => {
    const { checkSurroundings } = await loadApp();
    return { ok: true, value: await checkSurroundings(appOptions(() => {})) };
  },
  views: {
    human: renderDoctor,
    json: (checks) => ({ kind: "doctor", checks }),
  },
  failure: (checks) => {
    const problems = checks.filter(({ outcome }) => outcome === "problem").length;
    return problems === 0 ? undefined : surroundingsUnfit(problems);
  },
});
