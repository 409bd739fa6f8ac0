#!/usr/bin/env bash
# Takes a picture of every page of the sample school, wide and narrow, into docs/screens.
DASHBOARD_SCREENS=1 exec bash "$(dirname "$0")/../tests/run.sh" --only System --filter ScreenTests
