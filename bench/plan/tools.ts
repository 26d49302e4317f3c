import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { mlxCommand, mlxEnvironment } from "../mlx-command.ts";
import type { Tool } from "./measure-steps.ts";
import { mlxFiles } from "./mlx-files.ts";
import { terraformFiles } from "./terraform-files.ts";
import { terraformState } from "./terraform-state.ts";

export function mlxTool(workFolder: string): Tool {
  return {
    name: "mlx",
    files: mlxFiles,
    plan: mlxCommand("plan", "--detailed-exitcode"),
    apply: mlxCommand("apply", "--yes"),
    setUp: () => {},
    pretendApplied: () => false,
    env: mlxEnvironment(workFolder),
  };
}

/** Above this an apply takes the better part of an hour. */
const largestTerraformApply = 1_000;

/** `undefined` where it is not on the path. */
export function terraformTool(): Tool | undefined {
  if (spawnSync("terraform", ["version"]).status !== 0) return undefined;
  const env = { ...process.env, CHECKPOINT_DISABLE: "1" };
  return {
    name: "terraform",
    files: terraformFiles,
    plan: ["terraform", "plan", "-input=false", "-no-color", "-detailed-exitcode"],
    apply: ["terraform", "apply", "-input=false", "-no-color", "-auto-approve"],
    setUp: (folder) => {
      execFileSync("terraform", ["init", "-input=false", "-no-color"], { cwd: folder, env, stdio: "ignore" });
    },
    pretendApplied: (folder, project) => {
      if (project.resources.length <= largestTerraformApply) return false;
      writeFileSync(join(folder, "terraform.tfstate"), terraformState(project));
      return true;
    },
    env,
  };
}
