# Read by jmh.sh and sql.sh: compiles the benchmarks and sets java and class_path, in the project's folder.
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$home"
./mvnw -q -B -ntp -pl udfs test-compile
mkdir -p bench/work
./mvnw -q -B -ntp -pl udfs dependency:build-classpath \
  -Dmdep.includeScope=test "-Dmdep.outputFile=$home/bench/work/class-path"
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
class_path=udfs/target/test-classes:udfs/target/classes:$(cat bench/work/class-path)
