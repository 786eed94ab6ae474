package dev.maskwise.rapids.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./maskwise --gpu} gives to Spark, and what it says when something is missing. */
class GpuLauncherTest {
  @TempDir Path folder;

  private Path home;
  private Path plugin;
  private Path functions;
  private Path tools;

  /** The launcher in a folder of its own, with a Java and a Spark that only say what they got. */
  @BeforeEach
  void layOutTheLauncher() throws IOException {
    home = Files.createDirectories(folder.resolve("a folder"));
    Files.copy(Path.of("../../maskwise"), home.resolve("maskwise"));
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
    tool("nvidia-smi", "echo 'GPU 0: a model'");
    tool("java", "echo 'openjdk version \"17.0.1\"' >&2");
    tool("spark-submit", "printf '%s\\n' \"$@\"");
  }

  private void tool(String name, String does) throws IOException {
    Path tool = tools.resolve(name);
    Files.writeString(tool, "#!/bin/sh\n" + does + "\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  /** The words for spark-submit, or what was said before exit code 1. */
  private List<String> launch(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", home.resolve("maskwise").toString(), "evaluate", "--gpu"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("SPARK_HOME", home.toString());
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
    List<String> words =
        launch("--master", master, "--conf", "spark.plugins=mine", "--conf=spark.task.cpus=2");
    assertThat(words)
        .contains(
            setting,
            "spark.plugins=com.nvidia.spark.SQLPlugin",
            "spark.jars=" + plugin + "," + functions)
        .doesNotContain("--gpu");
    assertThat(words.stream().anyMatch(word -> word.contains("resource.gpu")))
        .isEqualTo(!master.startsWith("local"));
    assertThat(words.lastIndexOf("spark.plugins=mine"))
        .as("what the user says comes later")
        .isGreaterThan(words.indexOf("spark.plugins=com.nvidia.spark.SQLPlugin"));
    assertThat(words.subList(words.indexOf("evaluate"), words.size()))
        .as("what the job sees")
        .containsExactly(
            "evaluate",
            "--master",
            master,
            "--conf",
            "spark.plugins=mine",
            "--conf",
            "spark.task.cpus=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--conf spark.jars=/a/b.jar,/c d.jar", "--conf=spark.jars=/a/b.jar,/c d.jar"})
  void theUsersJarsAsWell(String option) throws Exception {
    List<String> words = launch(option.split(" ", option.startsWith("--conf ") ? 2 : 1));
    assertThat(words.stream().filter(word -> word.contains("spark.jars=")))
        .as("once, and not among the words of the job, whose session would forget the others")
        .containsExactly("spark.jars=" + plugin + "," + functions + ",/a/b.jar,/c d.jar");
    assertThat(words).endsWith("evaluate");
  }

  @Test
  void oneSentenceAboutWhatIsMissing() throws Exception {
    assertThat(launch("--master=mesos://host"))
        .containsExactly(
            "maskwise: --gpu has settings for local, spark://, yarn and k8s:// masters, not for"
                + " mesos://host.");
    tool("nvidia-smi", "exit 9");
    assertThat(launch("--master=local[*]"))
        .containsExactly(
            "maskwise: --gpu found no NVIDIA GPU on this machine: nvidia-smi lists none; leave --gpu"
                + " out, or name a cluster with --master.");
    Files.delete(functions);
    assertThat(launch("--master=yarn"))
        .containsExactly(
            "maskwise: --gpu needs the GPU functions, "
                + functions
                + ": build them with ./mvnw package -Prapids -DskipTests.");
    Files.delete(plugin);
    assertThat(launch("--master=yarn"))
        .containsExactly(
            "maskwise: --gpu needs the jar of the RAPIDS Accelerator: set MASKWISE_RAPIDS_PLUGIN to"
                + " it, or fetch it with ./mvnw package -Prapids.");
  }
}
