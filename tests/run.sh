#!/usr/bin/env bash
# Runs every test with real parts: see --help. Last line: "N passed, N failed" (", N skipped").
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
results="$root/tests/results"
configuration=Debug
projects=(Unit:Dashboard.Tests System:Dashboard.SystemTests)
filter=() list_requirements=false

usage() {
  cat <<'HELP'
bash tests/run.sh [--filter TEXT] [--only Unit|System] [--requirements] [--help]

Builds the solution and runs the unit tests, then the system tests, which use real parts:
  PostgreSQL   DASHBOARD_TEST_POSTGRES (connection string of a superuser; the tests make and drop their own databases),
               else Docker, else the installed binaries (or Node.js: fetched by npm), in a private cluster
  RabbitMQ     DASHBOARD_TEST_RABBITMQ (amqp://user:password@host:port/vhost), else Docker, else the installed binaries
  browser      Chromium, Chrome or Edge of this machine
  Node.js      with npm, for clients that are not ours
As root on Debian what is missing is installed first. With CI=true nothing may be skipped.

  --filter TEXT    only tests whose full name contains TEXT; NAME=VALUE: only tests with that trait (Requirement=V-07)
  --only PROJECT   Unit or System
  --requirements   also list the numbered requirements that have a passing test
Tests with the trait Conformance are the rules of a standard, one test each: they are printed as a table at the end.
Exit code 0 when at least one test passed and none failed. Results: tests/results/*.xml
HELP
}

while [ $# -gt 0 ]; do
  case "$1" in
    --filter)
      [ -n "${2:-}" ] || { echo "--filter needs a text" >&2; exit 2; }
      case "$2" in *=*) filter=(-trait "$2") ;; *) filter=(-method "*$2*") ;; esac; shift 2 ;;
    --only)
      case "${2:-}" in Unit) projects=(Unit:Dashboard.Tests) ;; System) projects=(System:Dashboard.SystemTests) ;; *) echo "--only needs Unit or System" >&2; exit 2 ;; esac; shift 2 ;;
    --requirements) list_requirements=true; shift ;;
    --help|-h) usage; exit 0 ;;
    *) echo "unknown option: $1" >&2; usage >&2; exit 2 ;;
  esac
done

say() { printf '== %s\n' "$*"; }
fail() { say "$*"; echo "0 passed, 1 failed"; exit 1; }
started=$SECONDS

# --- real parts: what is here, what must be installed
has_docker() { command -v docker >/dev/null && docker version >/dev/null 2>&1; }
has_postgres() { [ -n "${DASHBOARD_TEST_POSTGRES:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || ls -d /opt/homebrew/opt/postgresql* >/dev/null 2>&1; }
has_rabbit() { [ -n "${DASHBOARD_TEST_RABBITMQ:-}" ] || [ -d /usr/lib/rabbitmq/bin ] || command -v rabbitmq-server >/dev/null; }
has_browser() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || command -v google-chrome-stable >/dev/null \
    || [ -d "/Applications/Google Chrome.app" ] || [ -d "/c/Program Files/Google/Chrome" ] || [ -d "/c/Program Files (x86)/Microsoft/Edge" ]
}

has_node() { command -v node >/dev/null && command -v npm >/dev/null; }

install_missing() {
  local missing=()
  has_docker || { has_postgres || missing+=(postgresql); has_rabbit || missing+=(rabbitmq-server); }
  has_browser || missing+=(chromium)
  has_node || missing+=(nodejs npm)
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    say "Missing here: ${missing[*]}. Install them, or see --help; the tests that need them will fail and say so."
    return 0
  fi
  say "Installing ${missing[*]}"
  # RUNLEVEL=1: Debian then starts no server of its own; the tests start private ones.
  { apt-get update -q && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$results/install.log" 2>&1 \
    || { tail -20 "$results/install.log"; fail "apt-get could not install ${missing[*]}"; }
}

# --- counting, from the runner's own XML
attribute() { grep -o "<assembly [^>]*" "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'; }

requirements_of() { # ids of the trait Requirement on tests that passed, in the given result files
  awk -v RS='<' '/^test /{ pass = /result="Pass"/ } pass && /^trait name="Requirement"/{ sub(/.*value="/, ""); sub(/".*/, ""); print $1 }' "$@" \
    | sort -V | uniq -c | awk '{ printf "%-8s %s test%s\n", $2, $1, ($1 == 1 ? "" : "s") }'
}

conformance_of() { # one line for each rule (a test method) with the trait Conformance: standard, outcome, rule
  awk -v RS='<' '/^test /{ pass = /result="Pass"/; skip = /result="Skip"/; rule = $0; sub(/.* method="/, "", rule); sub(/".*/, "", rule); gsub(/_/, " ", rule) }
    /^trait name="Conformance"/{ s = $0; sub(/.*value="/, "", s); sub(/".*/, "", s); k = s "\t" rule; if (!(k in out) || !pass) out[k] = pass ? "holds" : skip ? "skipped" : "BROKEN" }
    END { for (k in out) { split(k, p, "\t"); print p[1] "\t" out[k] "\t" p[2] } }' "$@" | sort
}

failures_of() { # each test that failed, with the beginning of why
  awk -v RS='<' '/^test /{ name = "" } /^test .* result="Fail"/{ name = $0; sub(/.* name="/, "", name); sub(/".*/, "", name) }
    name != "" && /^!\[CDATA\[/{ s = substr($0, 9, 200); gsub(/[\r\n]+ */, " ", s); print name ": " s; name = "" }' "$@" 2>/dev/null
}

rm -rf "$results" && mkdir -p "$results"
install_missing

say "Building (warnings are errors)"
build=(dotnet build "$root/Dashboard.sln" -c $configuration -warnaserror -v quiet -nologo)
[ -n "${CI:-}" ] && build+=(-p:RestoreLockedMode=true -nodeReuse:false)
"${build[@]}" || fail "the build failed"

passed=0 failed=0 skipped=0
export DASHBOARD_TEST_PARTS="$results/parts.txt" DASHBOARD_TEST_FACTS="$results/facts.txt"
for entry in "${projects[@]}"; do
  name="${entry%%:*}" assembly="${entry##*:}"
  program="$root/artifacts/bin/$assembly/$(echo $configuration | tr '[:upper:]' '[:lower:]')/$assembly"
  say "$name tests"
  "$program" -noLogo -noColor -reporter verbose -xml "$results/$name.xml" ${filter[@]+"${filter[@]}"} </dev/null \
    | tee "$results/$name.log" | grep --line-buffered -v -E '^  *(Discover|Starting)|\[STARTING\]|\[OUTPUT\]'
  code=${PIPESTATUS[0]}
  if [ ! -s "$results/$name.xml" ]; then
    say "$name: the runner ended with exit code $code and no result"; failed=$((failed + 1)); continue
  fi
  wrong=$(( $(attribute "$results/$name.xml" failed) + $(attribute "$results/$name.xml" errors) ))
  [ "$wrong" -eq 0 ] && [ "$code" -ne 0 ] && [ "$(attribute "$results/$name.xml" passed)" -gt 0 ] && wrong=1 # the run itself went wrong
  passed=$((passed + $(attribute "$results/$name.xml" passed)))
  failed=$((failed + wrong))
  skipped=$((skipped + $(attribute "$results/$name.xml" skipped)))
done
[ -n "${CI:-}" ] && dotnet build-server shutdown >/dev/null 2>&1

if $list_requirements; then
  say "Requirements with a passing test"
  requirements_of "$results"/*.xml
fi
conformance_of "$results"/*.xml >"$results/conformance.txt" 2>/dev/null
if [ -s "$results/conformance.txt" ]; then
  say "Conformance: each rule and whether it holds"
  awk -F'\t' '{ printf "   %-8s %-8s %s\n", $1, $2, $3 }' "$results/conformance.txt"
  awk -F'\t' '{ n[$1]++; if ($2 == "holds") h[$1]++ } END { for (s in n) printf "== Conformance %s: %d rules, %d hold\n", s, n[s], h[s] }' "$results/conformance.txt" | sort
fi
[ -s "$results/facts.txt" ] && sed 's/^/== /' "$results/facts.txt"
[ -s "$results/parts.txt" ] && { say "Real parts:"; sort -u "$results/parts.txt" | sed 's/^/   /'; }
broken=$(failures_of "$results"/*.xml)
[ -n "$broken" ] && { say "Failed:"; sed 's/^/   /' <<<"$broken"; }
say "$((SECONDS - started)) s"
[ -n "${CI:-}" ] && [ "$skipped" -gt 0 ] && { say "In CI nothing may be skipped: $skipped skipped count as failed"; failed=$((failed + skipped)); skipped=0; }
[ $((passed + failed)) -eq 0 ] && say "no test ran"
line="$passed passed, $failed failed"
[ "$skipped" -gt 0 ] && line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
