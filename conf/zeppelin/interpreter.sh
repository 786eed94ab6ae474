#!/usr/bin/env bash
# Starts the process of the interpreter group spark4, as Zeppelin's bin/interpreter.sh does for other
# groups. Zeppelin calls it with these options, and with the environment:
#
#   SPARK_HOME      a Spark 4.0.1: its directory jars, and conf if it has one
#   JAVA_HOME       a JDK 17; default: the java on the path
#   SPARK4_MEMORY   the heap; default: 2g
#   ZEPPELIN_HOME   for zeppelin-interpreter-shaded-*.jar in its directory interpreter
#
# -d directory of the group · -c host and -p port of the server · -r ports to choose from · -i id of the
# process. What else Zeppelin says has no meaning here.
set -euo pipefail

die() {
  echo "spark4: $1" >&2
  exit 1
}

while getopts 'd:c:p:r:i:l:g:u:' option; do
  case $option in
    d) directory=$OPTARG ;;
    c) host=$OPTARG ;;
    p) port=$OPTARG ;;
    r) ports=$OPTARG ;;
    i) id=$OPTARG ;;
    u) die "processes of other users are not supported: switch off User Impersonate." ;;
    *) ;;
  esac
done
[ -n "${directory:-}" ] && [ -n "${host:-}" ] && [ -n "${port:-}" ] && [ -n "${id:-}" ] ||
  die "Zeppelin starts this script: see docs/zeppelin.md of Maskwise."

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
[ -d "${SPARK_HOME:-}/jars" ] ||
  die "SPARK_HOME is '${SPARK_HOME:-}', but has to be a Spark 4.0.1: set it in the interpreter's properties."
zeppelin=$(ls "${ZEPPELIN_HOME:-}"/interpreter/zeppelin-interpreter-shaded-*.jar 2>/dev/null | tail -1) || true
[ -n "$zeppelin" ] || die "${ZEPPELIN_HOME:-}/interpreter has no zeppelin-interpreter-shaded-*.jar."

# Spark's launcher works out the flags of the JVM and reads conf/spark-defaults.conf. All jars are on the
# class path of the process itself, because JShell's compiler looks there.
export SPARK_HOME SPARK_SCALA_VERSION=2.13
submit=(
  --class org.apache.zeppelin.interpreter.remote.RemoteInterpreterServer
  --driver-memory "${SPARK4_MEMORY:-2g}"
  --driver-class-path "$directory:$directory/*:$zeppelin"
  --jars "$directory/maskwise-jobs.jar"
)
mapfile -d '' -t command < <(
  "$java" -Xmx128m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main \
    org.apache.spark.deploy.SparkSubmit "${submit[@]}" \
    "$directory/maskwise-zeppelin.jar" "$host" "$port" "$id" "${ports:-:}"
  printf '%d\0' $?
)
code=${command[-1]}
unset 'command[-1]'
[ "$code" = 0 ] || exit "$code"
command=("${command[@]:1}") # the launcher's output starts with an empty line
command[0]=${command[0]#$'\n'}
exec "${command[@]}"
