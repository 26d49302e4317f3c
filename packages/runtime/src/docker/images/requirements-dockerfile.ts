/** The image of a recipe with `source`: its base image, and what `requirements.txt` asks for over it. */
import type { Requirements } from "../../python/read-requirements.ts";
import { requirementsFile } from "../../python/read-requirements.ts";

export interface RequirementsPlace {
  /** What the engine knows the base image by. */
  readonly base: string;
  readonly user: string;
  /** `NAME=value`. */
  readonly variables: readonly string[];
  /** Names of build arguments that pip is to see. */
  readonly args: readonly string[];
}

export const requirementsDockerfile = "Dockerfile";
/** Every installed package as `name==version`, one in a line, sorted. */
export const packagesPath = "/opt/mlx/packages.txt";

const root = "/opt/mlx";
const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The files of the build's context. */
export function requirementsContext(
  requirements: Requirements,
  place: RequirementsPlace,
): ReadonlyMap<string, string> {
  const files = [...requirements].map(([path, text]): [string, string] => [`requirements/${path}`, text]);
  return new Map([...files, ["install.sh", install], [requirementsDockerfile, dockerfile(place)]]);
}

function dockerfile({ base, user, variables, args }: RequirementsPlace): string {
  const path = variables.find((variable) => variable.startsWith("PATH="))?.slice("PATH=".length);
  const asRoot = user !== "" && user !== "root" && user !== "0";
  return [
    `FROM ${base}`,
    ...(asRoot ? ["USER root"] : []),
    ...args.map((name) => `ARG ${name}`),
    `COPY requirements ${root}/requirements`,
    `COPY install.sh ${root}/install.sh`,
    `RUN ["/bin/sh", "${root}/install.sh"]`,
    `ENV PATH=${JSON.stringify(`${root}/venv/bin:${path ?? defaultPath}`)}`,
    ...(asRoot ? [`USER ${user}`] : []),
    "",
  ].join("\n");
}

/**
 * A virtual environment over the image's own packages, since systems do not let pip change theirs
 * (PEP 668); where Python cannot make one, pip installs beside the image's own after all.
 */
const install = `set -eu
python=$(command -v python3 || command -v python) || { echo "mlx: the base image has no python3" >&2; exit 1; }
if ! "$python" -m venv --system-site-packages ${root}/venv >${root}/venv.log 2>&1; then
  rm -rf ${root}/venv
  mkdir -p ${root}/venv/bin
  ln -s "$python" ${root}/venv/bin/python3
  ln -s "$python" ${root}/venv/bin/python
  export PIP_BREAK_SYSTEM_PACKAGES=1
fi
rm -f ${root}/venv.log
cd ${root}/requirements
export PIP_ROOT_USER_ACTION=ignore
${root}/venv/bin/python3 -m pip install --disable-pip-version-check --no-input --no-cache-dir --progress-bar off -r ${requirementsFile}
${root}/venv/bin/python3 -I -c '
from importlib.metadata import distributions
import re
found = {(re.sub("[-_.]+", "-", d.metadata["Name"]).lower(), d.version) for d in distributions()}
print("\\n".join("%s==%s" % item for item in sorted(found) if item[0] != "pip"))
' >${packagesPath}`;
