import { expect, test } from "vitest";
import { fromMetadata, fromRequires } from "./requirements-of.ts";

test("a wheel's needs are those of its metadata, without what only extras need", () => {
  const metadata = `Metadata-Version: 2.1
Name: retail
Requires-Dist: pandas (>=1.0,<3)
Requires-Dist: scikit-learn>=1.3
Requires-Dist: numpy ; python_version >= "3.9"
Requires-Dist: pytest ; extra == 'dev'

Requires-Dist: told-in-the-description
`;
  const wanted = ["pandas>=1.0,<3", "scikit-learn>=1.3", 'numpy ; python_version >= "3.9"'];
  expect(fromMetadata(metadata)).toEqual(wanted);
  expect(fromMetadata(metadata.replaceAll("\n", "\r\n"))).toEqual(wanted);
  expect(fromMetadata("")).toEqual([]);
});

test("an egg's needs end where its extras begin", () => {
  expect(fromRequires("pandas>=1.0\n\nnumpy\n\n[dev]\npytest\n")).toEqual(["pandas>=1.0", "numpy"]);
  expect(fromRequires("[dev]\npytest\n")).toEqual([]);
});
