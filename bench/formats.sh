#!/usr/bin/env bash
# What reading a label map costs in each format, by Maskwise and by Python's packages; see decoding.md beside this file.
#
#   PYTHON=/usr/bin/python3 bench/formats.sh MAP.png
set -euo pipefail

map=$(realpath "$1")
. "$(dirname "${BASH_SOURCE[0]}")/class-path.sh"
"${PYTHON:-python3}" bench/formats.py "$map" bench/work/formats
exec "$java" -cp "$class_path" dev.maskwise.bench.FormatCost bench/work/formats
