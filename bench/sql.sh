#!/usr/bin/env bash
# SQL functions beside the kernels that they call: milliseconds an image of 512x512 on one core, as
# a table. See README.md beside this file.
#
#   bench/sql.sh              1000 rows a query, the best of 5 rounds: some four minutes
#   CPU=1 bench/sql.sh 500 3  on that core, 500 rows, 3 rounds
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/class-path.sh"
# The flags with which spark-submit starts a JVM, as the tests have them.
flags=$(sed -n '/<spark.jvm.flags>/,/<\/spark.jvm.flags>/p' pom.xml | grep -v spark.jvm.flags)
# shellcheck disable=SC2086
SPARK_LOCAL_IP=127.0.0.1 exec taskset -c "${CPU:-0}" "$java" -Xmx3g $flags \
  -cp "$class_path" \
  dev.maskwise.bench.SqlPath "$@" 2>bench/work/sql.log
