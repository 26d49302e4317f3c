import { expect, it } from "vitest";
import { containerUser, fileOwner } from "./container-user.ts";

const user = { uid: 1000, gid: 100 };
const root = { uid: 0, gid: 0 };
const nobody = { uid: 65532, gid: 65532 };
const plain = { rootless: false, userNamespaces: false };
const rootless = { rootless: true, userNamespaces: false };
const remapped = { rootless: false, userNamespaces: true };

it.each([
  ["its own", undefined, "", plain, user, "1000:100", user, "self"],
  ["nobody's for root", undefined, "", plain, root, "65532:65532", nobody, "given"],
  ["its own, which is called 0", undefined, "", rootless, user, "0:0", root, "self"],
  ["root of another", undefined, "", rootless, root, "0:0", root, "anyone"],
  ["nobody's, mapped", undefined, "", remapped, user, "65532:65532", nobody, "anyone"],
  ["the image's: root", "image", "", plain, user, undefined, root, "anyone"],
  ["the image's: root, as mlx", "image", "root", plain, root, undefined, root, "self"],
  ["the image's: a number", "image", "185:0", plain, root, undefined, { uid: 185, gid: 0 }, "given"],
  ["the image's: a name", "image", "spark", plain, root, undefined, undefined, "anyone"],
  ["the image's: root, without root", "image", "", rootless, user, undefined, root, "self"],
  ["a number", "1000", "", plain, user, "1000:1000", { uid: 1000, gid: 1000 }, "self"],
  ["another number", "7:8", "", plain, user, "7:8", { uid: 7, gid: 8 }, "anyone"],
  ["another number, given by root", "7:8", "", plain, root, "7:8", { uid: 7, gid: 8 }, "given"],
])("%s", (_, setting, image, engine, self, name, ids, owner) => {
  const found = containerUser(setting, { image, engine, self });
  expect([found.name, found.ids, found.named]).toEqual([name, ids, name !== undefined]);
  expect(fileOwner(found, self).type).toBe(owner);
});
