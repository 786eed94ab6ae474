package dev.maskwise.rapids.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ./maskwise --gpu} gives to Spark, and what it says when something is missing. */
class GpuLauncherTest {
  @TempDir Path home;

  private Path plugin;
  private Path functions;
  private Path tools;

  @BeforeEach
  void copyTheSettings() throws IOException {
    Path settings = Files.createDirectories(home.resolve("conf/rapids"));
    try (Stream<Path> files = Files.list(Path.of("../../conf/rapids"))) {
      for (Path file : files.toList()) {
        Files.copy(file, settings.resolve(file.getFileName()));
      }
    }
    plugin = Files.createFile(home.resolve("plugin.jar"));
    functions = home.resolve("rapids/target/maskwise-rapids.jar");
    Files.createDirectories(functions.getParent());
    Files.createFile(functions);
    tools = Files.createDirectories(home.resolve("bin"));
    nvidiaSmi("echo 'GPU 0: a model'");
  }

  private void nvidiaSmi(String does) throws IOException {
    Path tool = tools.resolve("nvidia-smi");
    Files.writeString(tool, "#!/bin/sh\n" + does + "\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  /** The words for spark-submit, or what was said before exit code 1. */
  private List<String> launch(String master) throws IOException, InterruptedException {
    String script =
        """
        set -euo pipefail
        die() { echo "maskwise: $1"; exit 1; }
        submit=(--conf spark.executor.memory=8g)
        . "$home/conf/rapids/gpu.sh"
        printf '%s\\n' "${submit[@]}"
        """;
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
    builder.environment().put("home", home.toString());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("master", master);
    builder.environment().put("MASKWISE_RAPIDS_PLUGIN", plugin.toString());
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    Process process = builder.start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).isEqualTo(lines.get(0).startsWith("maskwise: ") ? 1 : 0);
    return lines;
  }

  @ParameterizedTest
  @CsvSource({
    "local[*], spark.rapids.sql.concurrentGpuTasks=2",
    "spark://host:7077, spark.task.resource.gpu.amount=0.0625",
    "yarn, spark.executor.resource.gpu.discoveryScript=./getGpusResources.sh",
    "k8s://https://host:6443, spark.executor.resource.gpu.vendor=nvidia.com"
  })
  void theSettingsOfTheMasterAndTheJars(String master, String setting) throws Exception {
    List<String> words = launch(master);
    assertThat(words)
        .contains(
            setting,
            "spark.plugins=com.nvidia.spark.SQLPlugin",
            "spark.jars=" + plugin + "," + functions)
        .endsWith("--conf", "spark.executor.memory=8g");
    assertThat(words.stream().anyMatch(word -> word.contains("resource.gpu")))
        .isEqualTo(!master.startsWith("local"));
  }

  @Test
  void oneSentenceAboutWhatIsMissing() throws Exception {
    assertThat(launch("mesos://host"))
        .containsExactly(
            "maskwise: --gpu has settings for local, spark://, yarn and k8s:// masters, not for"
                + " mesos://host.");
    nvidiaSmi("exit 9");
    assertThat(launch("local[*]"))
        .containsExactly(
            "maskwise: --gpu found no NVIDIA GPU on this machine: nvidia-smi lists none; leave --gpu"
                + " out, or name a cluster with --master.");
    Files.delete(functions);
    assertThat(launch("yarn"))
        .containsExactly(
            "maskwise: --gpu needs the GPU functions, "
                + functions
                + ": build them with ./mvnw package -Prapids -DskipTests.");
    Files.delete(plugin);
    assertThat(launch("yarn"))
        .containsExactly(
            "maskwise: --gpu needs the jar of the RAPIDS Accelerator: set MASKWISE_RAPIDS_PLUGIN to"
                + " it, or fetch it with ./mvnw package -Prapids.");
  }
}
