#!/usr/bin/env bash
# Runs Parity or Speed from the pieces that bundle.sh made, in the directory of this file.
#
#   ./run.sh parity                  on the GPU: exit code 2 where something differs
#   ./run.sh speed IMAGES SIDE       on the GPU, and on all CPU cores
#   ./run.sh parity-cpu              a rehearsal without a GPU
#
# WORK names a directory in memory for the tables, HEAP the heap of Java, BANDWIDTH the GB/s of the device's memory.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if [ ! -x bundle/jre/bin/java ]; then
  mkdir -p bundle
  cat pieces/bundle.* | xz -dc | tar -C bundle -x
fi
work=${WORK:-/dev/shm/maskwise-check}
trap 'rm -rf "$work"' EXIT

opens=()
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
main=dev.maskwise.rapids.check
run() {
  bundle/jre/bin/java "-Xmx${HEAP:-16g}" -XX:+IgnoreUnrecognizedVMOptions --add-modules=jdk.incubator.vector "${opens[@]}" \
    -Djdk.reflect.useDirectMethodHandle=false -Dio.netty.tryReflectionSetAccessible=true \
    "-Dmaskwise.bandwidth=${BANDWIDTH:-3350}" "-Dmaskwise.largest=${LARGEST:-4096}" \
    -cp "bundle/app:bundle/nat:bundle/plugin.jar:bundle/spark/*" "$@"
}
settings=(bundle/conf/common.conf bundle/conf/local.conf)
case ${1:-} in
  parity) run -Dai.rapids.refcount.debug=true "$main.Parity" gpu "$work" "${settings[@]}" ;;
  parity-cpu) run "$main.Parity" cpu "$work" ;;
  speed) run "$main.Speed" gpu "$work" "${2:-2000}" "${3:-512}" "${settings[@]}" ;;
  *) sed -n '2,9s/^# \?//p' "$0" >&2; exit 1 ;;
esac
