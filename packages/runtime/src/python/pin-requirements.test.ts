import { expect, test } from "vitest";
import { pinRequirements } from "./pin-requirements.ts";

test("what was recorded takes the place of what was asked for, from the same package indexes", () => {
  const asked = new Map([
    [
      "requirements.txt",
      "-r more.txt\n--extra-index-url https://pypi.example.org/simple\nnumpy>=1\n# plots\n",
    ],
    ["more.txt", "--only-binary :all:\r\nscikit-learn\r\n"],
  ]);
  expect([...(pinRequirements(asked, ["numpy==1.26.4", "scipy==1.11.4"]) ?? [])]).toEqual([
    [
      "requirements.txt",
      "--extra-index-url https://pypi.example.org/simple\n--only-binary :all:\nnumpy==1.26.4\nscipy==1.11.4\n",
    ],
  ]);
});

test("where nothing was recorded nothing is installed", () => {
  expect(pinRequirements(new Map([["requirements.txt", "numpy"]]), [])).toBeUndefined();
});
