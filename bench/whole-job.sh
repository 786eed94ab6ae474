#!/usr/bin/env bash
# Maskwise against a Pillow + numpy pipeline on the same data and the same cores, in turn.
# See README.md beside this file.
#
#   bench/whole-job.sh                  200 scenes of 2048x1024, 2 models, 5 runs of each program
#   SCENES=50 RUNS=3 bench/whole-job.sh
#
# SCENES, SIZE, RUNS   what is measured, and how often
# CPUS                 the cores, as taskset takes them (0-3); default: all that this shell may use
# ENCODER              maskwise (default), or pillow: have Pillow write the PNG files
# COUNTING             narrow (default) or textbook: how the pipeline counts, see confusion.py
# PYTHON               the interpreter that has numpy and Pillow; default: python3
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(dirname "$bench")
scenes=${SCENES:-200}
size=${SIZE:-2048x1024}
runs=${RUNS:-5}
encoder=${ENCODER:-maskwise}
counting=${COUNTING:-narrow}
read -ra python <<<"${PYTHON:-/usr/bin/env python3}"

die() {
  echo "whole-job.sh: $1" >&2
  exit 1
}

case $encoder in maskwise | pillow) ;; *) die "ENCODER must be maskwise or pillow, not $encoder." ;; esac
"${python[@]}" -c 'import numpy, PIL' 2>/dev/null ||
  die "${python[*]} lacks numpy or Pillow: install python3-numpy and python3-pil, or set PYTHON."
pin=()
[ -z "${CPUS:-}" ] || pin=(taskset -c "$CPUS")
cores=$("${pin[@]}" nproc)

# A data directory that is there is complete: it is made elsewhere and moved.
data=$bench/work/data-$scenes-$size
mkdir -p "$bench/work"
part=$(mktemp -d "$bench/work/part.XXXXXX")
trap 'rm -rf "$part"' EXIT
if [ ! -d "$data" ]; then
  "$home/maskwise" demo --scenes "$scenes" --size "$size" --data-only "$part/data"
  mv "$part/data" "$data"
fi
if [ "$encoder" = pillow ]; then
  if [ ! -d "$data-pillow" ]; then
    "${python[@]}" "$bench/reencode.py" "$data" "$part/pillow"
    mv "$part/pillow" "$data-pillow"
  fi
  data=$data-pillow
fi

results=$bench/work/results
mkdir -p "$results"
rm -f "$results"/maskwise-*.log "$results"/pipeline-*.json # of an earlier measurement
words=(
  --truth "$data/truth"
  --prediction "sharp=$data/sharp"
  --prediction "coarse=$data/coarse"
  --ignore 255
)
classes=$(wc -l <"$data/classes.txt")
find "$data" -name '*.png' -exec cat {} + >/dev/null # both find the files in the page cache

for ((run = 1; run <= runs; run++)); do
  echo "Run $run of $runs …" >&2
  log=$results/maskwise-$run.log
  "${pin[@]}" "$home/maskwise" evaluate "${words[@]}" --classes "$data/classes.txt" \
    --out "$results/maskwise" --overwrite --master "local[$cores]" >"$log" 2>&1 ||
    die "Maskwise failed: see $log."
  "${pin[@]}" "${python[@]}" "$bench/pipeline.py" "${words[@]}" --classes "$classes" \
    --workers "$cores" --counting "$counting" >"$results/pipeline-$run.json" ||
    die "the pipeline failed."
done
"${python[@]}" "$bench/compare.py" "$results"
