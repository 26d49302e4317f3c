#!/usr/bin/env bash
# Makes the image that the container tests build on: Debian 12 with Python 3 and pip, from Debian's
# packages, so that no registry is needed. It stays as it is where it is there already.
# usage: scripts/make-test-image.sh [NAME]
# Needs root, debootstrap and a Docker that answers. SSL_CERT_FILE, where it is set, is the certificate
# bundle that programs in the image trust too: pip and apt then work in builds behind a private authority.
set -euo pipefail

name="${1:-mlx-test/python:bookworm}"
if docker image inspect "$name" >/dev/null 2>&1; then exit 0; fi

bundle=/etc/ssl/certs/ca-certificates.crt
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

debootstrap --variant=minbase --include=ca-certificates,python3,python3-pip,python3-venv \
  bookworm "$folder/system" http://deb.debian.org/debian >"$folder/log" 2>&1 ||
  { tail -n 20 "$folder/log" >&2; exit 1; }
rm -rf "$folder"/system/var/cache/apt/archives/*.deb "$folder"/system/var/lib/apt/lists/*
if [ -n "${SSL_CERT_FILE:-}" ]; then cp "$SSL_CERT_FILE" "$folder/system$bundle"; fi

tar -C "$folder/system" --numeric-owner -c . |
  docker import -c "ENV PIP_CERT=$bundle SSL_CERT_FILE=$bundle" - "$name" >/dev/null
echo "made the image $name"
