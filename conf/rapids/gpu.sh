# Read by ./maskwise for --gpu: adds the settings and jars to what spark-submit gets (submit, jars), or says what is missing.
#
# MASKWISE_RAPIDS_PLUGIN names the jar of the RAPIDS Accelerator where it is not in Maven's repository.

gpu_plugin=${MASKWISE_RAPIDS_PLUGIN:-$(find "${HOME:-/}/.m2/repository/com/nvidia/rapids-4-spark_2.13" \
  -name 'rapids-4-spark_2.13-*-cuda*.jar' 2>/dev/null | sort | tail -n 1 || true)}
gpu_functions=$home/rapids/target/maskwise-rapids.jar
[ -f "$gpu_plugin" ] ||
  die "--gpu needs the jar of the RAPIDS Accelerator: set MASKWISE_RAPIDS_PLUGIN to it, or fetch it with ./mvnw package -Prapids."
[ -f "$gpu_functions" ] ||
  die "--gpu needs the GPU functions, $gpu_functions: build them with ./mvnw package -Prapids -DskipTests."

case $master in
  local*)
    gpu_cluster=local
    { command -v nvidia-smi && nvidia-smi --list-gpus | grep -q GPU; } >/dev/null 2>&1 ||
      die "--gpu found no NVIDIA GPU on this machine: nvidia-smi lists none; leave --gpu out, or name a cluster with --master."
    ;;
  spark://*) gpu_cluster=standalone ;;
  yarn) gpu_cluster=yarn ;;
  k8s://*) gpu_cluster=kubernetes ;;
  *) die "--gpu has settings for local, spark://, yarn and k8s:// masters, not for $master." ;;
esac

jars=$gpu_plugin,$gpu_functions${jars:+,$jars}
gpu_settings=()
while read -r key value; do
  case $key in
    '' | '#'*) ;;
    *) gpu_settings+=(--conf "$key=$value") ;;
  esac
done < <(cat "$home/conf/rapids/common.conf" "$home/conf/rapids/$gpu_cluster.conf")
# What the user says with --conf comes later, and counts.
submit=("${gpu_settings[@]}" "${submit[@]}")
