#!/usr/bin/env bash
# Installs what `pnpm test:interop` needs beside Node.js, on Debian or Ubuntu. Does nothing that is done already.
set -euo pipefail

# Python's standard library is all that the peers in interop/ use: no packages, no virtual environment.
if command -v python3 >/dev/null && python3 -c 'import asyncio, ctypes, sys; sys.exit(sys.version_info < (3, 9))'; then
  echo "python3 is there: $(python3 --version)"
  exit 0
fi

if ! command -v apt-get >/dev/null; then
  echo "python3 (3.9 or newer, with ctypes) is missing, and there is no apt-get to install it with" >&2
  exit 1
fi
sudo=()
if [ "$(id -u)" -ne 0 ]; then sudo=(sudo); fi
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" apt-get install -y -qq --no-install-recommends python3
python3 --version
