import { expect, it } from "vitest";
import { describeInstallLine } from "./describe-install-line.ts";

it.each([
  ["Collecting charset-normalizer<4,>=2 (from requests==2.31.0)", "Resolving charset-normalizer"],
  [
    "  Downloading scikit_learn-1.5.2-cp311-cp311-manylinux.whl (13.3 MB)",
    "Downloading scikit-learn (13.3 MB)",
  ],
  ["Downloading numpy (15.9MiB)", "Downloading numpy (15.9MiB)"],
  ["Installing collected packages: urllib3, idna", "Installing urllib3, idna"],
  ["Resolved 5 packages in 233ms", "Resolved 5 packages"],
  ["Installed 1 package in 26ms", "Installed 1 package"],
  ["   Building bad-pkg==1.0", "Building bad-pkg"],
  [" + idna==3.20", undefined],
  ["Looking in links: /opt/wheels", undefined],
])("%s", (line, expected) => {
  expect(describeInstallLine(line)).toBe(expected);
});
