#!/usr/bin/env bash
# Runs the JMH benchmarks of udfs/src/test/java/dev/maskwise/bench. Arguments go to JMH:
#
#   bench/jmh.sh -l                     list them
#   bench/jmh.sh Confusion              those whose name matches
#   bench/jmh.sh -f 1 -wi 3 -i 5        one fork, 3 + 5 iterations
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$home"
./mvnw -q -B -ntp -pl udfs test-compile
mkdir -p bench/work
./mvnw -q -B -ntp -pl udfs dependency:build-classpath \
  -Dmdep.includeScope=test "-Dmdep.outputFile=$home/bench/work/class-path"
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
exec "$java" --add-modules jdk.incubator.vector \
  -cp "udfs/target/test-classes:udfs/target/classes:$(cat bench/work/class-path)" \
  org.openjdk.jmh.Main "$@"
