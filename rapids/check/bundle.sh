#!/usr/bin/env bash
# Lays what a machine with a GPU needs to run Parity and Speed into pieces of at most 60 MiB.
#
#   rapids/check/bundle.sh OUT [ARCHITECTURE]
#
# OUT/pieces/* and OUT/run.sh are then copied there: it needs a shell, tar, xz, Linux on x86-64 and NVIDIA's driver, no Java and no
# network. ARCHITECTURE, 90 for Hopper, keeps only the device code for it, which makes far fewer pieces. Needs the JDK 17 that
# builds Maskwise, unzip, xz, and for ARCHITECTURE also python3 and strip. First: ./mvnw package -Prapids -DskipTests.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)
[ $# -ge 1 ] || { sed -n '2,9s/^# \?//p' "$0" >&2; exit 1; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
architecture=${2:-}

die() {
  echo "bundle.sh: $1" >&2
  exit 1
}

plugin=${MASKWISE_RAPIDS_PLUGIN:-$(find "$HOME/.m2/repository/com/nvidia/rapids-4-spark_2.13" \
  -name 'rapids-4-spark_2.13-*-cuda*.jar' 2>/dev/null | sort | tail -n 1 || true)}
[ -f "$plugin" ] || die "the plugin's jar is missing: run ./mvnw package -Prapids -DskipTests."
spark=$home/jobs/target/spark/jars
for needed in "$spark" "$home/udfs/target/classes" "$home/rapids/target/classes" "$here/target/classes"; do
  [ -d "$needed" ] || die "$needed is missing: run ./mvnw package -Prapids -DskipTests."
done

work=$out/bundle
rm -rf "$work" "$out/pieces"
mkdir -p "$work/spark" "$work/app" "$work/conf" "$out/pieces"

# Java: the modules that Spark and the plugin load, without tools.
"${JAVA_HOME:+$JAVA_HOME/bin/}jlink" --output "$work/jre" --strip-debug --no-header-files --no-man-pages --compress=0 --add-modules \
  java.se,jdk.unsupported,jdk.incubator.vector,jdk.management,jdk.crypto.ec,jdk.zipfs,jdk.security.auth

cp "$spark"/*.jar "$work/spark/"
for classes in udfs/target/classes rapids/target/classes rapids/check/target/classes; do
  cp -R "$home/$classes/." "$work/app/"
  # Two modules have a service file of the same name: Spark needs both lines.
  service=$home/$classes/META-INF/services/org.apache.spark.sql.SparkSessionExtensionsProvider
  [ ! -f "$service" ] || cat "$service" >>"$work/providers"
done
mv "$work/providers" "$work/app/META-INF/services/org.apache.spark.sql.SparkSessionExtensionsProvider"
cp "$home"/conf/rapids/*.conf "$work/conf/"

if [ -z "$architecture" ]; then
  cp "$plugin" "$work/plugin.jar"
else
  python3 "$here/plugin.py" "$plugin" "$work" "$architecture"
fi

tar -C "$work" -c . | xz -6 -T2 | split -b 60M -d -a 2 - "$out/pieces/bundle."
cp "$here/run.sh" "$out/run.sh"
rm -rf "$work"
ls -l "$out/pieces"
