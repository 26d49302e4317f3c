import { expect, it } from "vitest";
import { requirementsContext } from "./requirements-dockerfile.ts";

const requirements = new Map([
  ["requirements.txt", "-r more/a.txt\n"],
  ["more/a.txt", "idna\n"],
]);

function linesFor(place: Partial<Parameters<typeof requirementsContext>[1]>): readonly string[] {
  const files = requirementsContext(requirements, {
    base: "a:1",
    user: "",
    variables: [],
    args: [],
    ...place,
  });
  expect([...files.keys()]).toEqual([
    "requirements/requirements.txt",
    "requirements/more/a.txt",
    "install.sh",
    "Dockerfile",
  ]);
  return (files.get("Dockerfile") ?? "").split("\n").filter((line) => !line.startsWith("RUN "));
}

it("installs as root and gives the image back to its user, with Python first on its path", () => {
  expect(
    linesFor({ user: "1000:50", variables: ["A=1", "PATH=/conda/bin:/bin"], args: ["PIP_INDEX_URL"] }),
  ).toEqual([
    "FROM a:1",
    "USER root",
    "ARG PIP_INDEX_URL",
    "COPY requirements /opt/mlx/requirements",
    "COPY install.sh /opt/mlx/install.sh",
    'ENV PATH="/opt/mlx/venv/bin:/conda/bin:/bin"',
    "USER 1000:50",
    "",
  ]);
  expect(linesFor({ user: "root" })).toEqual([
    "FROM a:1",
    "COPY requirements /opt/mlx/requirements",
    "COPY install.sh /opt/mlx/install.sh",
    'ENV PATH="/opt/mlx/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"',
    "",
  ]);
});
