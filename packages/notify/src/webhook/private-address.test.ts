import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { isPrivateAddress } from "./private-address.ts";

describe("private", () => {
  it.each([
    "127.0.0.1",
    "127.255.255.255",
    "0.0.0.0",
    "10.1.2.3",
    "100.100.100.200",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "192.0.0.192",
    "168.63.129.16",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:169.254.169.254",
    "0:0:0:0:0:ffff:0a00:0001",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "localhost",
    "",
    "300.1.1.1",
  ])("%s", (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });
});

describe("public", () => {
  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "172.15.255.255",
    "172.32.0.0",
    "168.63.129.17",
    "::ffff:8.8.8.8",
    "2606:4700::1111",
    "64:ff9b::8.8.8.8",
  ])("%s", (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

test("an IPv4 address inside an IPv6 one is judged as the IPv4 address is", () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const judged = isPrivateAddress(address);
      expect(isPrivateAddress(`::ffff:${address}`)).toBe(judged);
      expect(isPrivateAddress(`64:ff9b::${address}`)).toBe(judged);
    }),
  );
});
