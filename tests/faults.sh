#!/usr/bin/env bash
# Kills everything at random moments under load and counts what is lost: see --help.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
  cat <<'HELP'
bash tests/faults.sh [kills] [seed]

Runs every role as a process of its own on a private PostgreSQL and RabbitMQ, sends results all the time, and kills -9 one of them at a
random moment, that many times (default 100). After each kill everything is worked off and compared: lost, doubled, wrong, reports.
HELP
  exit 0
fi
export DASHBOARD_FAULTS="${1:-100}" DASHBOARD_FAULTS_SEED="${2:-1}"
dotnet build "$root/tests/System" -v quiet -nologo || exit 1
"$root/artifacts/bin/Dashboard.SystemTests/debug/Dashboard.SystemTests" -noLogo -noColor -class '*.FaultCampaignTests' -showLiveOutput </dev/null | grep -v -E '^  *(Discover|Starting)'
exit "${PIPESTATUS[0]}"
