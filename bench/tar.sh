#!/usr/bin/env bash
# The same thumbnails as files of directories and as shards of tar, evaluated in turn; see whole-job.md beside this file.
#
#   bench/tar.sh                      50,000 images of 64x64, shards of 1,000, 2 models, 3 runs of each
#   IMAGES=5000 RUNS=1 bench/tar.sh
#
# Prints for each run the form, wall seconds, processor seconds, and the load before. All give the same metrics.
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(dirname "$bench")
images=${IMAGES:-50000}
runs=${RUNS:-3}
a_shard=${A_SHARD:-1000}

# A data directory that is there is complete: it is made elsewhere and moved.
data=$bench/work/labels-$images-64x64
shards=$bench/work/shards-$images-$a_shard
mkdir -p "$bench/work"
part=$(mktemp -d "$bench/work/part.XXXXXX")
trap 'rm -rf "$part"' EXIT
"$home/maskwise" --version >/dev/null # builds what is stale
if [ ! -d "$data" ]; then
  "$home/maskwise" demo --scenes "$images" --size 64x64 --data-only "$part/data" >/dev/null
  mv "$part/data" "$data"
fi
if [ ! -d "$shards" ]; then
  mkdir -p "$part/shards/all" "$part/names"
  (cd "$data/truth" && find . -name '*.png' | LC_ALL=C sort) |
    split -d -a 3 -l "$a_shard" - "$part/names/"
  for names in "$part"/names/*; do
    shard=$(basename "$names").tar
    for source in truth sharp coarse; do
      mkdir -p "$part/shards/$source"
      tar -C "$data/$source" -T "$names" -cf "$part/shards/$source/$shard"
      tar -C "$data/$source" -T "$names" --transform "s/png$/$source.png/" -rf "$part/shards/all/$shard"
    done
  done
  mv "$part/shards" "$shards"
fi

evaluate() { # FORM TRUTH SHARP COARSE
  local load
  read -r load _ </proc/loadavg
  TIMEFORMAT="$1 %R %U %S $load"
  time "$home/maskwise" evaluate --truth "$2" --prediction "sharp=$3" --prediction "coarse=$4" --ignore 255 \
    --classes "$data/classes.txt" --out "$bench/work/tar-$1" --overwrite >"$bench/work/tar-$1.log" 2>&1
}

last=$(printf %03d $(((images + a_shard - 1) / a_shard - 1)))
for ((run = 1; run <= runs; run++)); do
  evaluate files "$data/truth" "$data/sharp" "$data/coarse"
  evaluate shards "$shards/truth/{000..$last}.tar" "$shards/sharp/{000..$last}.tar" "$shards/coarse/{000..$last}.tar"
  evaluate together "$shards/all/*.tar#truth.png" "$shards/all/*.tar#sharp.png" "$shards/all/*.tar#coarse.png"
done 2> >(awk '{ printf "%-9s wall %5.1f s  CPU %5.1f s  load %s\n", $1, $2, $3 + $4, $5; fflush() }')
for form in shards together; do
  cmp <(sed -n '/"metrics"/,$p' "$bench/work/tar-files/summary.json") \
    <(sed -n '/"metrics"/,$p' "$bench/work/tar-$form/summary.json")
done
