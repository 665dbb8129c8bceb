#!/usr/bin/env bash
# Installs the peers that are no jars, for the benchmarks that compare with them: ripgrep and secretlint. Nothing runs
# afterwards; the benchmarks start each as a process over files of their own.
set -euo pipefail
cd "$(dirname "$0")"

peers=target/peers
secretlint=12.0.0

if ! command -v rg >/dev/null; then
  sudo=""; [ "$(id -u)" -eq 0 ] || sudo="sudo"
  DEBIAN_FRONTEND=noninteractive timeout 300 $sudo apt-get install -y -qq --no-install-recommends ripgrep >/dev/null
fi
rg --version | sed -n 1p

mkdir -p "$peers"
timeout 300 npm install --prefix "$peers" --no-audit --no-fund --silent \
  "secretlint@$secretlint" "@secretlint/secretlint-rule-preset-recommend@$secretlint"
printf '%s\n' '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}' > "$peers/.secretlintrc.json"
echo "secretlint $("$peers/node_modules/.bin/secretlint" --version) in $peers"
