#!/usr/bin/env bash
# Runs Parity or Speed from the pieces that bundle.sh made, in the directory of this file.
#
#   ./run.sh unpack                  checks the pieces and puts them together; the others do it as well
#   ./run.sh device                  the native libraries alone, and what they say about the GPU
#   ./run.sh parity                  on the GPU: exit code 2 where something differs
#   ./run.sh speed IMAGES SIDE       on the GPU, and on all CPU cores
#   ./run.sh parity-cpu              a rehearsal without a GPU
#
# WORK names a directory in memory for the tables, HEAP the heap of Java (16g; 4096×4096 needs 10g), BANDWIDTH the GB/s of the device's memory.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

die() {
  echo "run.sh: $1" >&2
  exit 1
}

trap 'rm -rf "${work:-}" "${part:-}"' EXIT

# Takes an earlier bundle away, file by file: what was not unpacked from pieces stays.
clear_bundle() {
  [ -e bundle ] || return 0
  [ -f bundle/files ] || die "bundle is there already and was not unpacked from pieces: move it away, then run this again."
  local left
  grep -v '/$' bundle/files | (cd bundle && xargs rm -f -- pieces.sha256)
  tac bundle/files | grep '/$' | (cd bundle && xargs rmdir 2>/dev/null) || true # but for what holds something else
  left=$(cd bundle && find . -mindepth 1 \( ! -type d -o -empty \) ! -path ./files -printf '%P\n' | head -n 5 | paste -sd ' ')
  [ -z "$left" ] || die "bundle holds what was not unpacked from pieces, $left: move it away, then run this again."
  rm bundle/files
  rmdir bundle
}

# The pieces may come one after another: nothing is unpacked before all are here as they were made.
unpack() {
  [ -f pieces.sha256 ] || die "pieces.sha256 is missing: copy it from where bundle.sh made it."
  ! cmp -s pieces.sha256 bundle/pieces.sha256 || return 0
  local line faults=()
  while read -r line; do
    if [ ! -f "${line#*  }" ]; then
      faults+=("${line#*  } is missing")
    elif ! sha256sum --status -c <<<"$line"; then
      faults+=("${line#*  } is damaged or not yet whole")
    fi
  done <pieces.sha256
  [ ${#faults[@]} = 0 ] || die "$(printf '%s, ' "${faults[@]}" | sed 's/, $//'): copy what is named, then run this again."
  clear_bundle
  part=$(mktemp -d bundle.XXXXXX)
  cut -c 67- pieces.sha256 | xargs cat | xz -dc | tar -C "$part" --no-same-owner -xv >"$part/files"
  cp pieces.sha256 "$part"
  mv "$part" bundle
}

# Ends with a sentence where there is no GPU; capability is then that of the first, or nothing.
need_gpu() {
  capability=
  if command -v nvidia-smi >/dev/null; then
    local gpus
    gpus=$(timeout 60 nvidia-smi --query-gpu=compute_cap,name --format=csv,noheader 2>/dev/null) && [ -n "$gpus" ] ||
      die "no NVIDIA GPU was found, nvidia-smi lists none: run this where there is one, or rehearse with ./run.sh parity-cpu."
    echo "GPU: $gpus" >&2
    capability=${gpus%%,*}
  elif [ ! -e /dev/nvidiactl ]; then
    die "no NVIDIA driver was found, neither nvidia-smi nor /dev/nvidiactl: run this where there is a GPU, or rehearse with ./run.sh parity-cpu."
  fi
}

# Ends with a sentence where the GPU is not the one whose device code was kept.
need_code() {
  local kept
  kept=$(cat bundle/nat/architecture 2>/dev/null || true)
  [ -z "$capability" ] || [ -z "$kept" ] || [ "${capability/./}" = "$kept" ] ||
    die "the pieces hold device code for architecture $kept alone, this GPU's is ${capability/./}: make others with bundle.sh OUT ${capability/./}."
}

opens=()
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
main=dev.maskwise.rapids.check
run() {
  SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_HOSTNAME=localhost \
    bundle/jre/bin/java "-Xmx${HEAP:-16g}" -XX:+IgnoreUnrecognizedVMOptions --add-modules=jdk.incubator.vector "${opens[@]}" \
    -Dfile.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 \
    -Djdk.reflect.useDirectMethodHandle=false -Dio.netty.tryReflectionSetAccessible=true \
    "-Dmaskwise.bandwidth=${BANDWIDTH:-3350}" "-Dmaskwise.largest=${LARGEST:-4096}" \
    -cp "bundle/app:bundle/maskwise-jobs.jar:bundle/nat:bundle/plugin.jar:bundle/spark/*" "$@"
}

case ${1:-} in
  unpack | device | parity-cpu) unpack ;;
  parity | speed)
    need_gpu
    unpack
    need_code
    ;;
  *)
    sed -n '2,10s/^# \?//p' run.sh >&2
    exit 1
    ;;
esac
# Tables of up to some GB: a directory in memory, unless a container has almost none.
if [ -z "${WORK:-}" ]; then
  WORK=/dev/shm
  [ "$(df -P /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -gt 8000000 ] 2>/dev/null || WORK=${TMPDIR:-/tmp}
fi
if [ "$1" != unpack ]; then
  mkdir -p "$WORK"
  work=$(mktemp -d "$WORK/maskwise-check.XXXXXX")
fi
settings=(bundle/conf/common.conf bundle/conf/local.conf)
case $1 in
  unpack) ;;
  device) run "$main.Device" ;;
  parity) run -Dai.rapids.refcount.debug=true "$main.Parity" gpu "$work" "${settings[@]}" ;;
  parity-cpu) run "$main.Parity" cpu "$work" ;;
  speed) run "$main.Speed" gpu "$work" "${2:-2000}" "${3:-512}" "${settings[@]}" ;;
esac
