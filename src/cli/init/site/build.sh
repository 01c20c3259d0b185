#!/bin/sh
# Builds the site on a host's own machine, which may have neither Rust nor fangtan.
set -eu
if ! command -v fangtan >/dev/null; then
  if ! command -v cargo >/dev/null; then
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal
    . "$HOME/.cargo/env"
  fi
  cargo install fangtan --locked --version {version}
  PATH="$HOME/.cargo/bin:$PATH"
fi
fangtan build
