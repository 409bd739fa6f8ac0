#!/usr/bin/env bash
# Checks that need published schemas, examples and data which may not stand in this repository. One function per subject; see --help.
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
Looks in <folder>/slo/raw for SLO's published files, imports them with the command line into a database of its own, and checks
  - the numbers of goals, next to those that are known; twice the same changes nothing
Looks in <folder>/signals for recorded practice and its measures (score.py, reference.py, naive.py, prefix_check.py, ex5.py, data/<set>/*.csv)
and checks what `signals replay` makes of it
  - not below the reference, above every naive rule, no look-ahead, deterministic, the same for a messy delivery, fast
    (the measures need numpy: python3-numpy, installed here as root)
A check whose file is not there is skipped and says so.
HELP
  [ "${1:-}" = --help ] && exit 0 || exit 2
fi
export DASHBOARD_REFERENCE="$(cd "$1" && pwd)"
wrong=0

check_messages() {
  local facts; facts="$(mktemp)"; export DASHBOARD_TEST_FACTS="$facts"
  "$root/artifacts/bin/Dashboard.SystemTests/debug/Dashboard.SystemTests" -noLogo -noColor -explicit only -namespace 'Dashboard.SystemTests.Reference' -reporter verbose </dev/null \
    | grep -v -E '^  *(Discover|Starting)|\[STARTING\]|\[OUTPUT\]'
  [ "${PIPESTATUS[0]}" -eq 0 ] || wrong=1
  sed 's/^/== /' "$facts"; rm -f "$facts"
}

expect() { # what, known number, found number
  local mark=ok; [ "$2" = "$3" ] || { mark=WRONG; wrong=1; }
  printf '  %-58s known %5s  found %5s  %s\n' "$1" "$2" "${3:-none}" "$mark"
}

check_goals() {
  local raw="$DASHBOARD_REFERENCE/slo/raw" data report again
  [ -d "$raw" ] || { echo "== goal sets: skipped, there is no slo/raw in the folder"; return; }
  echo "== goal sets: importing $raw"
  data="$(mktemp -d)"; chmod 755 "$data"
  report="$(Dashboard__Data="$data" "$root/artifacts/bin/Dashboard.Host/debug/Dashboard.Host" goals import "$raw")" || { echo "  the import failed"; wrong=1; }
  again="$(Dashboard__Data="$data" "$root/artifacts/bin/Dashboard.Host/debug/Dashboard.Host" goals import "$raw" 2>/dev/null)"
  rm -rf "$data"
  # the number that stands before or after a word, on the line that starts with a code
  line() { grep -m1 -E "^ *$1" <<<"$report"; }
  before() { line "$1" | grep -oE "[0-9]+ $2" | head -1 | grep -oE '^[0-9]+'; }
  after() { line "$1" | grep -oE "$2 [0-9]+" | head -1 | grep -oE '[0-9]+$'; }
  below() { grep -A1 -m1 -E "^ *$1" <<<"$report" | tail -1 | grep -oE "[0-9]+ $2" | head -1 | grep -oE '^[0-9]+'; }
  levels() { grep -A1 -m1 -E "^ *$1 " <<<"$report" | tail -1 | grep -oE "$2 [0-9]+" | grep -oE '[0-9]+$'; }
  expect "rekenen, aanbodsdoelen" 409 "$(before 'RW ' doelniveau)"
  expect "  confirmed by recorded answers" 24 "$(before 'RW ' bevestigd)"
  expect "  reconstructed, not confirmed" 385 "$(before 'RW ' reconstructie)"
  local row domain n
  for row in "1 98" "2 119" "3 192"; do expect "  fase ${row%% *}" "${row#* }" "$(levels RW "fase ${row%% *}")"; done
  while read -r domain n one two three; do
    expect "  domain $domain" "$n" "$(line "$domain " | grep -oE ': [0-9]+' | grep -oE '[0-9]+')"
    expect "  domain $domain, fase 1" "$one" "$(after "$domain " 'fase 1')"
    expect "  domain $domain, fase 2" "$two" "$(after "$domain " 'fase 2')"
    expect "  domain $domain, fase 3" "$three" "$(after "$domain " 'fase 3')"
  done <<'DOMAINS'
RW/gb 73 27 18 28
RW/bew 92 7 28 57
RW/verh 33 3 6 24
RW/m 144 39 44 61
RW/mk 45 18 15 12
RW/verb 22 4 8 10
DOMAINS
  expect "  codes that stand in two places, kept apart" 6 "$(sed -n '/^  RW /,/^  [A-Z]* [^0-9]*: [0-9]* doelniveau/p' <<<"$report" | grep -oE 'apart gehouden: [0-9]+' | head -1 | grep -oE '[0-9]+')"
  expect "Nederlands, aanbodsdoelen" 304 "$(before 'NE ' doelniveau)"
  for row in "1 103" "2 104" "3 97"; do expect "  fase ${row%% *}" "${row#* }" "$(levels NE "fase ${row%% *}")"; done
  expect "kerndoelen 2006, each once" 405 "$(sed -n '/^Kerndoelen 2006/,/samen/p' <<<"$report" | grep -oE '[0-9]+ kerndoel$' | tail -1 | grep -oE '[0-9]+')"
  expect "new kerndoelen rekenen, primary: kernzinnen" 9 "$(below 'Kerndoelen rekenen' kernzin)"
  expect "  doelzinnen" 15 "$(below 'Kerndoelen rekenen' doelzin)"
  expect "  uitwerkingen" 66 "$(below 'Kerndoelen rekenen' uitwerking)"
  expect "new kerndoelen Nederlands, primary: kernzinnen" 9 "$(below 'Kerndoelen Nederlands:' kernzin)"
  expect "  doelzinnen" 19 "$(below 'Kerndoelen Nederlands:' doelzin)"
  expect "  uitwerkingen" 86 "$(below 'Kerndoelen Nederlands:' uitwerking)"
  expect "sets that change when the same is imported again" 0 "$(grep -c ': ingelezen$' <<<"$again")"
}

check_signals() {
  [ -d "$DASHBOARD_REFERENCE/signals/data" ] || { echo "== signals: skipped, there is no signals/data in the folder"; return; }
  echo "== signals: measuring on recorded practice"
  if ! /usr/bin/python3 -c 'import numpy' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      echo "  installing python3-numpy"
      { apt-get install -y -q python3-numpy || { apt-get update -q && apt-get install -y -q python3-numpy; }; } >/dev/null 2>&1
    else
      echo "  missing here: python3-numpy (as root: apt-get install -y python3-numpy)"
    fi
  fi
  /usr/bin/python3 "$root/tests/reference/signals.py" "$DASHBOARD_REFERENCE/signals" "$root/artifacts/bin/Dashboard.Host/debug/Dashboard.Host" || wrong=1
}

dotnet build "$root/tests/System" -v quiet -nologo || exit 1
check_messages
check_goals
check_signals
[ $wrong -eq 0 ] && echo "reference: all as known" || echo "reference: something differs"
exit $wrong
