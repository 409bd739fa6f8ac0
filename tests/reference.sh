#!/usr/bin/env bash
# Checks that need published schemas and examples which may not stand in this repository.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
if [ $# -ne 1 ] || [ "$1" = --help ] || [ ! -d "$1" ]; then
  cat <<'HELP'
bash tests/reference.sh <folder>

Looks in <folder>/standards for the published schemas (raw/uwlr, raw/edexml, raw/oso) and for example messages (examples/), and checks
  - what the simulated Muiswerk sends: by the published UWLR schema, and by ours
  - the examples: by our UWLR schema
  - one message after another with one thing changed: the published UWLR schema and ours agree, or differ where ours says so
  - every published schema compiles; every published EDEXML file and UWLR example is read
  - the sample school's roster: by the published EDEXML schema
  - the running dashboard: it takes the examples (UWLR, Edu-V results, EDEXML, leerlinggegevens)
A check whose file is not there is skipped and says so.
HELP
  [ "${1:-}" = --help ] && exit 0 || exit 2
fi
export DASHBOARD_REFERENCE="$(cd "$1" && pwd)"
facts="$(mktemp)"; export DASHBOARD_TEST_FACTS="$facts"
dotnet build "$root/tests/System" -v quiet -nologo || exit 1
"$root/artifacts/bin/Dashboard.SystemTests/debug/Dashboard.SystemTests" -noLogo -noColor -explicit only -namespace 'Dashboard.SystemTests.Reference' -reporter verbose </dev/null \
  | grep -v -E '^  *(Discover|Starting)|\[STARTING\]|\[OUTPUT\]'
code="${PIPESTATUS[0]}"
cat "$facts" 2>/dev/null; rm -f "$facts"
exit "$code"
