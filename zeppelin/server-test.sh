#!/usr/bin/env bash
# Runs the notes on a real Zeppelin server 0.10.0, without its page: see docs/zeppelin.md.
#
#   zeppelin/server-test.sh
#
# Maven resolves the server and its 247 jars (71 MB) into zeppelin/target/server; the server runs with
# these alone on its class path, listens on 127.0.0.1, and is ended again. The notes are run through its
# REST interface by ServerTest, which compares what they show with what the same paragraphs show
# without a server.
#
# PORT         where the server listens; default: 18090
# SPARK_HOME   a Spark 4.0.1; default: the one that the build laid out
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(dirname "$here")
server=$here/target/server
port=${PORT:-18090}

die() {
  echo "server-test.sh: $1" >&2
  exit 1
}

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java

cd "$home"
./mvnw -q -B -ntp -Dmaven.test.skip -pl zeppelin -am package
if [ ! -d "$server/lib" ]; then
  ./mvnw -q -B -ntp -f zeppelin/server/pom.xml dependency:copy-dependencies -DoutputDirectory="$server/lib.part"
  mv "$server/lib.part" "$server/lib"
fi

# A Zeppelin without its page: what bin/zeppelin.sh of a distribution would set.
export ZEPPELIN_HOME=$server/home
rm -rf "$ZEPPELIN_HOME"
mkdir -p "$ZEPPELIN_HOME"/{conf,logs,notebook,interpreter,war/WEB-INF}
echo '<web-app xmlns="http://java.sun.com/xml/ns/javaee" version="3.0"/>' >"$ZEPPELIN_HOME/war/WEB-INF/web.xml"
./mvnw -q -B -ntp -f zeppelin/server/pom.xml dependency:copy -DoutputDirectory="$ZEPPELIN_HOME/interpreter" \
  -Dartifact=org.apache.zeppelin:zeppelin-interpreter-shaded:0.10.1
conf/zeppelin/install.sh "$ZEPPELIN_HOME"

export SPARK_HOME=${SPARK_HOME:-$home/jobs/target/spark} SPARK_LOCAL_IP=127.0.0.1
export ZEPPELIN_CONF_DIR=$ZEPPELIN_HOME/conf ZEPPELIN_NOTEBOOK_DIR=$ZEPPELIN_HOME/notebook
export ZEPPELIN_INTERPRETER_DIR=$ZEPPELIN_HOME/interpreter ZEPPELIN_WAR=$ZEPPELIN_HOME/war
export ZEPPELIN_WAR_TEMPDIR=$ZEPPELIN_HOME/webapps ZEPPELIN_ADDR=127.0.0.1 ZEPPELIN_LOCAL_IP=127.0.0.1
export ZEPPELIN_PORT=$port ZEPPELIN_ANONYMOUS_ALLOWED=true ZEPPELIN_SEARCH_ENABLE=false
export ZEPPELIN_INTERPRETER_CONNECT_TIMEOUT=300000
export ZEPPELIN_IDENT_STRING=test # without one the server reads its standard input
log=$ZEPPELIN_HOME/logs/server.log
cd "$ZEPPELIN_HOME" # where the notes put the demo's data
"$java" -Xmx512m --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED \
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED -cp "conf:$server/lib/*" \
  org.apache.zeppelin.server.ZeppelinServer >"$log" 2>&1 &
process=$!
trap 'kill $process 2>/dev/null; wait $process 2>/dev/null || true' EXIT
for ((i = 0; i < 120; i++)); do
  ! grep -q 'Done, zeppelin server started' "$log" || break
  kill -0 $process 2>/dev/null || die "the server ended: see $log"
  sleep 1
done
grep -q 'Done, zeppelin server started' "$log" || die "the server did not start in two minutes: see $log"

cd "$home"
./mvnw -q -B -ntp -pl zeppelin -am test -Dtest=ServerTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtests.excluded= -Dtests.included=zeppelin \
  -Dzeppelin.url="http://127.0.0.1:$port" -Dzeppelin.demo="$ZEPPELIN_HOME/maskwise-demo"
echo "The notes ran on a Zeppelin server 0.10.0."
