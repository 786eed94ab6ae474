#!/usr/bin/env bash
# Lays what a machine with a GPU needs to run Parity and Speed into pieces of at most 60 MiB.
#
#   rapids/check/bundle.sh OUT [ARCHITECTURE]
#
# OUT is a new folder. OUT/pieces/*, OUT/pieces.sha256 and OUT/run.sh are then copied there: it needs a shell, tar, xz, Linux on x86-64 and NVIDIA's driver,
# no Java and no network. ARCHITECTURE, 90 for H100 and H200, keeps only the device code for it, which makes far fewer pieces. Needs the
# JDK 17 that builds Maskwise, python3, xz, and for ARCHITECTURE also strip. First: ./mvnw package -Prapids -DskipTests.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)
[ $# -ge 1 ] || { sed -n '2,8s/^# \?//p' "$0" >&2; exit 1; }
architecture=${2:-}

die() {
  echo "bundle.sh: $1" >&2
  exit 1
}

[ ! -e "$1" ] || [ -z "$(ls -A "$1")" ] || die "$1 is not empty, and nothing in it is replaced: name a new folder."

plugin=${MASKWISE_RAPIDS_PLUGIN:-$(find "$HOME/.m2/repository/com/nvidia/rapids-4-spark_2.13" \
  -name 'rapids-4-spark_2.13-*-cuda*.jar' 2>/dev/null | sort | tail -n 1 || true)}
[ -f "$plugin" ] || die "the plugin's jar is missing: run ./mvnw package -Prapids -DskipTests."
spark=$home/jobs/target/spark/jars
jobs=$home/jobs/target/maskwise-jobs.jar
for needed in "$spark" "$jobs" "$home/rapids/target/classes" "$here/target/classes"; do
  [ -e "$needed" ] || die "$needed is missing: run ./mvnw package -Prapids -DskipTests."
done

mkdir -p "$1"
out=$(cd "$1" && pwd)
work=$out/bundle
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/nat" "$work/app" "$work/conf" "$out/pieces"

# Java: the modules that Spark and the plugin load, without tools.
"${JAVA_HOME:+$JAVA_HOME/bin/}jlink" --output "$work/jre" --strip-debug --no-header-files --no-man-pages --compress=0 --add-modules \
  java.se,jdk.unsupported,jdk.incubator.vector,jdk.management,jdk.crypto.ec,jdk.zipfs,jdk.security.auth

if [ -z "$architecture" ]; then
  cp "$plugin" "$work/plugin.jar"
else
  python3 "$here/plugin.py" "$plugin" "$work" "$architecture"
  echo "$architecture" >"$work/nat/architecture"
fi
python3 "$here/jars.py" "$spark" "$work/spark"

for classes in rapids/target/classes rapids/check/target/classes; do
  cp -R "$home/$classes/." "$work/app/"
done
cp "$jobs" "$work/maskwise-jobs.jar"
cp "$home"/conf/rapids/*.conf "$work/conf/"

# What changes most comes last: after a change of Maskwise's classes only the last piece is another.
tar -C "$work" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -c jre nat plugin.jar spark conf maskwise-jobs.jar app |
  xz -6 -T2 | split -b 60M -d -a 2 - "$out/pieces/bundle."
(cd "$out" && sha256sum pieces/bundle.* >pieces.sha256)
cp "$here/run.sh" "$out/run.sh"
ls -l "$out/pieces"
