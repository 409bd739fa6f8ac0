#!/usr/bin/env bash
# Fuzzes every parser that reads what others send: see --help.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
  cat <<'HELP'
bash tests/fuzz.sh [inputs] [parser] [seed]

Gives each parser that many changed inputs (default 1000000), the same ones for the same seed (default 1): none may throw, hang
for 20 s, or leave memory behind. A failure prints seed, number and the input in base64.
Parsers: uwlr, toetsdefinities, eduv-results, eduv-progress, edexml, method-goals; default all.
HELP
  exit 0
fi
export DASHBOARD_FUZZ="${1:-1000000}" DASHBOARD_FUZZ_ONLY="${2:-}" DASHBOARD_FUZZ_SEED="${3:-1}"
dotnet build "$root/tests/Unit" -c Release -v quiet -nologo || exit 1
"$root/artifacts/bin/Dashboard.Tests/release/Dashboard.Tests" -noLogo -noColor -class '*.FuzzTests' -showLiveOutput </dev/null | grep -v -E '^  *(Discover|Starting)'
exit "${PIPESTATUS[0]}"
