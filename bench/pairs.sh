#!/usr/bin/env bash
# Nanoseconds of processor time a pixel of a truth and its prediction, from PNG files in memory to the
# confusion matrix; see decoding.md beside this file.
#
#   bench/pairs.sh DATA 30 11 sharp coarse     a data set of `maskwise demo`, 30 rounds, 11 classes
#   FLAGS=-XX:TieredStopAtLevel=1 bench/pairs.sh …   as a short job runs
set -euo pipefail

data=$(realpath "$1")
shift
. "$(dirname "${BASH_SOURCE[0]}")/class-path.sh"
# shellcheck disable=SC2086
exec "$java" ${FLAGS:-} -cp "$class_path" dev.maskwise.bench.PairCost "$data" "$@"
