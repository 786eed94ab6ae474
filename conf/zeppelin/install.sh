#!/usr/bin/env bash
# Puts the interpreters for Spark 4 and the notes into a Zeppelin.
#
#   conf/zeppelin/install.sh ZEPPELIN_HOME
#
# Needs what ./mvnw package made. It writes interpreter/spark4, the notes below Maskwise in the notebook
# directory, and, where there is none, conf/interpreter.json, by which the paragraphs %spark.sql and
# %spark.java go to spark4. A note that is there already and is another is kept. ZEPPELIN_CONF_DIR and ZEPPELIN_NOTEBOOK_DIR count as they do for Zeppelin.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)

die() {
  echo "install.sh: $1" >&2
  exit 1
}

[ $# = 1 ] && [ -d "$1" ] || die "say where Zeppelin is: conf/zeppelin/install.sh ZEPPELIN_HOME"
zeppelin=$(cd "$1" && pwd)
[[ $zeppelin != *[[:space:]]* ]] || die "'$zeppelin' has a blank in its name, which Zeppelin cannot start an interpreter from."
jars=("$home/zeppelin/target/maskwise-zeppelin.jar" "$home/jobs/target/maskwise-jobs.jar")
for jar in "${jars[@]}"; do
  [ -f "$jar" ] || die "$jar is missing: run ./mvnw package first."
done

interpreter=$zeppelin/interpreter/spark4
[ ! -e "$interpreter" ] || [ -f "$interpreter/maskwise-zeppelin.jar" ] ||
  die "$interpreter is there already and is not Maskwise's: move it away first."
mkdir -p "$interpreter"
cp "${jars[@]}" "$here/interpreter.sh" "$home/conf/log4j2.properties" "$interpreter"
chmod +x "$interpreter/interpreter.sh"
sed "s|@interpreter@|$interpreter|" "$here/interpreter-setting.json" >"$interpreter/interpreter-setting.json"
echo "Interpreters: $interpreter"

notes=${ZEPPELIN_NOTEBOOK_DIR:-$zeppelin/notebook}/Maskwise
mkdir -p "$notes"
for note in "$home"/notebooks/zeppelin/*.zpln; do
  there=$notes/$(basename "$note")
  if [ -f "$there" ] && ! cmp -s "$note" "$there"; then # Zeppelin saves what was changed and shown here
    echo "$there is left as it is: delete it and install again to have it new."
  else
    cp "$note" "$there"
  fi
done
echo "Notes: $notes"

settings=${ZEPPELIN_CONF_DIR:-$zeppelin/conf}/interpreter.json
if [ -f "$settings" ]; then
  echo "$settings is left as it is: see docs/zeppelin.md for how %spark comes to mean spark4."
else
  mkdir -p "$(dirname "$settings")"
  cp "$here/interpreter.json" "$settings"
  echo "Settings: $settings"
fi
echo "Restart Zeppelin, and set SPARK_HOME for it or in the properties of the interpreter."
