#!/usr/bin/env bash
# Checks that need published schemas, examples and data which may not stand in this repository: one function per check.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
if [ $# -ne 1 ] || [ "$1" = --help ] || [ ! -d "$1" ]; then
  cat <<'HELP'
bash tests/reference.sh <folder>

Looks in <folder>/standards for the published schemas (raw/uwlr/Schemas, raw/edexml/2.1) and for example messages (examples/), in
<folder>/slo/raw for SLO's published goals, and checks
  - messages   what the simulated Muiswerk sends: by the published UWLR schema, and by ours; the examples: by our UWLR schema;
               the sample school's roster: by the published EDEXML schema; the running dashboard takes the examples
  - proposals  suggestions for a link find SLO's own pairs at least .05 more often (recall@5) than plain BM25 does
A check whose file is not there is skipped and says so.
HELP
  [ "${1:-}" = --help ] && exit 0 || exit 2
fi
export DASHBOARD_REFERENCE="$(cd "$1" && pwd)"
dotnet build "$root/tests/System" -v quiet -nologo || exit 1

run() { # test class
  "$root/artifacts/bin/Dashboard.SystemTests/debug/Dashboard.SystemTests" -noLogo -noColor -explicit only -class "*.$1" -reporter verbose </dev/null \
    | grep -v -E '^  *(Discover|Starting)|\[STARTING\]|\[OUTPUT\]'
  return "${PIPESTATUS[0]}"
}
messages() { run ReferenceTests; }
proposals() { run ProposalQualityTests; }

failed=0
for check in messages proposals; do
  echo "== $check"
  "$check" || failed=1
done
exit $failed
