#!/usr/bin/env bash
# Checks that need published schemas, examples and recorded practice which may not stand in this repository.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
if [ $# -ne 1 ] || [ "$1" = --help ] || [ ! -d "$1" ]; then
  cat <<'HELP'
bash tests/reference.sh <folder>

Looks in <folder>/standards for the published schemas (raw/uwlr/Schemas, raw/edexml/2.1) and for example messages (examples/), and checks
  - what the simulated Muiswerk sends: by the published UWLR schema, and by ours
  - the examples: by our UWLR schema
  - the sample school's roster: by the published EDEXML schema
  - the running dashboard: it takes the examples (UWLR, Edu-V results, EDEXML, leerlinggegevens)
Looks in <folder>/signals for recorded practice and its measures (score.py, reference.py, naive.py, prefix_check.py, ex5.py, data/<set>/*.csv)
and checks what `signals replay` makes of it: not below the reference, above every naive rule, no look-ahead, deterministic, the same
for a messy delivery, fast. The measures need numpy: python3-numpy, installed here as root.
A check whose file is not there is skipped and says so.
HELP
  [ "${1:-}" = --help ] && exit 0 || exit 2
fi
export DASHBOARD_REFERENCE="$(cd "$1" && pwd)"
failed=0
dotnet build "$root/tests/System" -v quiet -nologo || exit 1
"$root/artifacts/bin/Dashboard.SystemTests/debug/Dashboard.SystemTests" -noLogo -noColor -explicit only -class '*.ReferenceTests' -reporter verbose </dev/null \
  | grep -v -E '^  *(Discover|Starting)|\[STARTING\]|\[OUTPUT\]'
[ "${PIPESTATUS[0]}" -eq 0 ] || failed=1

if [ ! -d "$DASHBOARD_REFERENCE/signals/data" ]; then
  echo "== signals: skipped, there is no $1/signals/data"
else
  if ! /usr/bin/python3 -c 'import numpy' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      echo "== Installing python3-numpy"
      { apt-get install -y -q python3-numpy || { apt-get update -q && apt-get install -y -q python3-numpy; }; } >/dev/null 2>&1
    else
      echo "== Missing here: python3-numpy (apt-get install -y python3-numpy); the checks on signals need it"
    fi
  fi
  dotnet build "$root/src/Dashboard.Host" -v quiet -nologo || exit 1
  /usr/bin/python3 "$root/tests/reference/signals.py" "$DASHBOARD_REFERENCE/signals" "$root/artifacts/bin/Dashboard.Host/debug/Dashboard.Host" || failed=1
fi
exit $failed
