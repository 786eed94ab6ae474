#!/usr/bin/env bash
# Runs the jar, which was built for one version of Spark, on others: jobs/spark-versions.sh 4.1.0 4.2.0
#
# The tests of the SQL functions, as they were compiled; then whole commands, whose numbers are those of the version of the
# build to the byte. The first time fetches each Spark, some 300 MB. Needs what ./mvnw verify leaves.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# on JARS WORD…: a command of Maskwise on the Spark of a folder.
on() {
  "$java" @conf/local/jvm.options --add-modules=jdk.incubator.vector -Xmx1g \
    "-Dlog4j2.configurationFile=file:$PWD/conf/log4j2.properties" -Dspark.ui.enabled=false -Dspark.driver.host=127.0.0.1 \
    -cp "jobs/target/maskwise-jobs.jar:$1/*" dev.maskwise.job.Main "${@:2}"
}

# numbers JARS OUT: what the commands compute there, of files and of tables.
numbers() {
  on "$1" demo --nights --scenes 12 --size 128x64 --dir "$2/nights"
  on "$1" demo --task binary --scenes 12 --size 128x64 --dir "$2/binary"
  on "$1" sql -e "
    CREATE TEMPORARY VIEW files AS SELECT content, split_part(path, '/', -3) AS folder,
      concat_ws('/', split_part(path, '/', -2), split_part(path, '/', -1)) AS image_id
    FROM binaryFile.\`$2/binary/data-binary/{truth,sharp}/*/*.png\`;
    INSERT OVERWRITE DIRECTORY '$2/truth.parquet' USING parquet
      SELECT image_id, content AS mask FROM files WHERE folder = 'truth';
    INSERT OVERWRITE DIRECTORY '$2/sharp.parquet' USING parquet
      SELECT image_id, content AS mask FROM files WHERE folder = 'sharp';
    SELECT mean_iou(confusion_agg(labels_from_png(t.content).labels, labels_from_png(p.content).labels, 19, 255)) AS mean_iou
    FROM files t JOIN files p USING (image_id) WHERE t.folder = 'truth' AND p.folder = 'sharp';" >"$2/sql.txt"
  on "$1" evaluate --truth "$2/truth.parquet" --prediction "sharp=$2/sharp.parquet" --classes 19 --ignore 255 --out "$2/tables"
  python3 - "$2" >"$2/numbers.json" <<'PY'
import json, pathlib, sys
root = pathlib.Path(sys.argv[1])
runs = sorted(root.rglob("summary.json"))
print(json.dumps([{key: json.load(run.open())[key] for key in ("images", "metrics")} for run in runs], indent=1))
print((root / "sql.txt").read_text())
PY
  test "$(grep -c '"value"' "$2/numbers.json")" -gt 1000
}

mkdir "$work/here"
numbers jobs/target/spark/jars "$work/here" >/dev/null
for version in "$@"; do
  echo "Spark $version"
  jars=$PWD/jobs/target/spark-$version/jars
  ./mvnw -q -B -ntp "-Dspark.version=$version" "-Dspark.layout=$jars" -Dmaven.main.skip -Dmaven.test.skip -Dspotless.check.skip \
    -pl udfs,jobs -am test-compile dependency:copy-dependencies@spark-runtime
  ./mvnw -q -B -ntp "-Dspark.version=$version" -pl udfs -am surefire:test@default-test \
    '-Dtest=dev.maskwise.spark.**' -Dsurefire.failIfNoSpecifiedTests=false
  mkdir "$work/$version"
  numbers "$jars" "$work/$version" >/dev/null
  cmp "$work/here/numbers.json" "$work/$version/numbers.json"
  rm -rf "${work:?}/$version"
done
