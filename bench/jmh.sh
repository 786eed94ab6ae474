#!/usr/bin/env bash
# Runs the JMH benchmarks of udfs/src/test/java/dev/maskwise/bench. Arguments go to JMH:
#
#   bench/jmh.sh -l                     list them
#   bench/jmh.sh Confusion              those whose name matches
#   bench/jmh.sh -f 1 -wi 3 -i 5        one fork, 3 + 5 iterations
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/class-path.sh"
exec "$java" --add-modules jdk.incubator.vector \
  -cp "$class_path" \
  org.openjdk.jmh.Main "$@"
