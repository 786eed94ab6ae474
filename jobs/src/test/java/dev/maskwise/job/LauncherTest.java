package dev.maskwise.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.launcher.SparkLauncher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command that {@code ./maskwise} ends in, from a folder with a space in its name: that of the
 * job itself on one machine, else the one that Spark's launcher works out. The Java that it would
 * start only says which words it got.
 */
class LauncherTest {
  private static final String LOG_SETTINGS = "-Dlog4j2.configurationFile=";

  @TempDir Path folder;

  private Path home;
  private Path jar;
  private Path sparkLauncher;
  private String locale = "C.UTF-8";
  private String sparkHome = "";

  @BeforeEach
  void layOutTheLauncher() throws Exception {
    home = Files.createDirectories(folder.resolve("a  folder"));
    Files.copy(Path.of("../maskwise"), home.resolve("maskwise"));
    Path settings = home.resolve("conf");
    Files.createDirectories(settings.resolve("local"));
    for (String file : List.of("log4j2.properties", "local/jvm.options", "local/compiler.json")) {
      Files.copy(Path.of("../conf", file), settings.resolve(file));
    }
    // Sources older than the jar, and a build that only says that it runs.
    for (String module : List.of("udfs", "jobs")) {
      old(Files.createDirectories(home.resolve(module).resolve("src/main")));
      old(Files.createFile(home.resolve(module).resolve("pom.xml")));
    }
    old(Files.createFile(home.resolve("pom.xml")));
    program(home.resolve("mvnw"), "echo it builds; exit 3");
    jar = Files.createDirectories(home.resolve("jobs/target")).resolve("maskwise-jobs.jar");
    Files.createFile(jar);
    Path spark = Files.createDirectories(home.resolve("jobs/target/spark/jars"));
    Path library =
        Path.of(SparkLauncher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    sparkLauncher = Files.copy(library, spark.resolve(library.getFileName()));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    program(
        Files.createDirectories(home.resolve("java 17/bin")).resolve("java"),
        """
        case " $* " in
          *' -version '* | *' org.apache.spark.launcher.Main '*) exec "%s" "$@" ;;
        esac
        printf '%%s\\n' "$@"
        locale charmap >charmap
        """
            .formatted(java));
  }

  private static void old(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
  }

  private static void program(Path path, String script) throws IOException {
    Files.writeString(path, "#!/bin/sh\n" + script + "\n");
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }

  /** The lines that it ends with, each a word of the command where all is well. */
  private List<String> launch(int exitCode, String... words) throws Exception {
    // What filters the launcher's lines may end after it; Java hears of a process until that ends.
    String untilAllIsWritten = "\"$@\" 2>&1 | cat; exit \"${PIPESTATUS[0]}\"";
    List<String> command = new ArrayList<>(List.of("bash", "-c", untilAllIsWritten, "bash"));
    command.addAll(List.of("bash", home.resolve("maskwise").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("SPARK_") || name.startsWith("JAVA_TOOL_"));
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    if (!locale.isEmpty()) {
      builder.environment().put("LC_ALL", locale);
    }
    if (!sparkHome.isEmpty()) {
      builder.environment().put("SPARK_HOME", sparkHome);
    }
    builder.environment().put("JAVA_HOME", home.resolve("java 17").toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
    return output.lines().toList();
  }

  @Test
  void aRunOnThisMachineIsStartedItself() throws Exception {
    List<String> words =
        launch(0, "evaluate", "--truth", "the truth", "--conf", "spark.app.name=two words");
    int main = words.indexOf("dev.maskwise.job.Main");
    List<String> ofJava = words.subList(0, main);
    assertThat(ofJava.get(ofJava.indexOf("-cp") + 1).split(File.pathSeparator, -1))
        .containsExactly(jar.toString(), sparkLauncher.toString());
    assertThat(ofJava)
        .contains("@" + home.resolve("conf/local/jvm.options"), "-Xmx1g")
        .contains("-XX:CompilerDirectivesFile=" + home.resolve("conf/local/compiler.json"))
        .doesNotContain("--add-modules=jdk.incubator.vector");
    assertLogSettings(ofJava);
    assertThat(words.subList(main + 1, words.size()))
        .containsExactly("evaluate", "--truth", "the truth", "--conf", "spark.app.name=two words");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark://h:1", "local-cluster[1,1,512]", "yarn"})
  void everyWordStaysWhole(String master) throws Exception {
    List<String> words =
        launch(
            0,
            "evaluate",
            "--truth",
            "the truth",
            "--master",
            master,
            "--conf",
            "spark.app.name=two words");
    int main = words.indexOf("org.apache.spark.deploy.SparkSubmit");
    List<String> ofJava = words.subList(0, main);
    assertThat(ofJava.get(ofJava.indexOf("-cp") + 1).split(File.pathSeparator, -1))
        .contains(home.resolve("jobs/target/spark/jars") + "/*");
    assertLogSettings(ofJava);
    assertThat(words.subList(main, words.size()))
        .containsSubsequence("--class", "dev.maskwise.job.Main")
        .containsSubsequence("--conf", "spark.app.name=two words")
        .endsWith(
            jar.toString(),
            "evaluate",
            "--truth",
            "the truth",
            "--master",
            master,
            "--conf",
            "spark.app.name=two words");
  }

  private void assertLogSettings(List<String> ofJava) {
    assertThat(ofJava.stream().filter(word -> word.startsWith(LOG_SETTINGS)).toList())
        .singleElement()
        .satisfies(
            word ->
                assertThat(Path.of(URI.create(word.substring(LOG_SETTINGS.length()))))
                    .isEqualTo(home.resolve("conf/log4j2.properties"))
                    .exists());
  }

  /** What only spark-submit knows how to do. */
  @ParameterizedTest
  @ValueSource(strings = {"spark.jars=a.jar", "spark.driver.extraJavaOptions=-Xss1m"})
  void someSettingsAreForSparkSubmit(String setting) throws Exception {
    assertThat(launch(0, "demo", "--conf", setting))
        .contains("org.apache.spark.deploy.SparkSubmit", setting);
  }

  @ParameterizedTest
  @CsvSource({"4g,4g", "512m,512m", "2048,2048m", "2gb,2g"})
  void theHeapIsThatOfTheDriver(String memory, String heap) throws Exception {
    assertThat(launch(0, "demo", "--conf", "spark.driver.memory=" + memory))
        .contains("-Xmx" + heap);
  }

  @Test
  void scoresHaveTheVectorModule() throws Exception {
    assertThat(launch(0, "demo", "--task=binary")).contains("--add-modules=jdk.incubator.vector");
  }

  /** The JVM warns of it first of all. */
  @ParameterizedTest
  @ValueSource(strings = {"local[2]", "yarn"})
  void whatTheJvmSaysOfTheVectorModuleIsNotShown(String master) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    program(
        home.resolve("java 17/bin/java"),
        """
        case " $* " in
          *' -version '* | *' org.apache.spark.launcher.Main '*) exec "%s" "$@" ;;
        esac
        echo 'Picked up JAVA_TOOL_OPTIONS: -Da' >&2
        case " $* " in *jdk.incubator.vector*)
          echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2
        esac
        printf 'one\\ntwo' >&2
        exit 7
        """
            .formatted(java));
    assertThat(launch(7, "evaluate", "--task", "binary", "--master", master))
        .endsWith("Picked up JAVA_TOOL_OPTIONS: -Da", "one", "two")
        .noneMatch(line -> line.contains("incubator"));
  }

  /** As Spark's launcher opens it: the file is a copy, and Spark may come to need more. */
  @Test
  void javaIsOpenToSpark() throws Exception {
    List<String> options = Files.readAllLines(Path.of("../conf/local/jvm.options"));
    List<String> ofSpark = new ArrayList<>(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    ofSpark.remove("--add-modules=jdk.incubator.vector");
    assertThat(options).containsAll(ofSpark);
  }

  /** The classes of these jars, which are archived once and again when the jar is another. */
  @Test
  void anArchiveIsMadeOnce() throws Exception {
    String making = "Preparing a faster start (once, some ten seconds) …";
    program(
        home.resolve("java 17/bin/java"),
        """
        for word; do
          case $word in
            -version) echo 'openjdk version "17.0.9"' ;;
            -XX:ArchiveClassesAtExit=*) echo classes >"${word#*=}" ;;
            -XX:SharedArchiveFile=*) cat "${word#*=}" ;;
          esac
        done
        """);
    assertThat(launch(0, "check")).containsExactly(making, "classes");
    assertThat(launch(0, "check")).containsExactly("classes");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
    assertThat(launch(0, "check")).containsExactly(making, "classes");
    assertThat(jar.getParent()).isDirectoryNotContaining("glob:**archive*");
  }

  /** The locale of cron, of daemons, and one that is not installed. */
  @ParameterizedTest
  @ValueSource(strings = {"", "C", "POSIX", "xx_XX.UTF-8", "C.UTF-8"})
  void namesBeyondAsciiArriveWhole(String given) throws Exception {
    locale = given;
    assertThat(launch(0, "evaluate", "--truth", "größe")).endsWith("--truth", "größe");
    assertThat(folder.resolve("charmap")).hasContent("UTF-8");
  }

  @Test
  void executorsGetALocaleAndTheUserMayChooseAnother() throws Exception {
    String setting = "spark.executorEnv.LC_ALL=";
    assertThat(launch(0, "demo")).noneMatch(word -> word.startsWith(setting));
    assertThat(launch(0, "demo", "--master", "spark://h:1")).contains(setting + "C.UTF-8");
    assertThat(launch(0, "demo", "--master", "spark://h:1", "--conf", setting + "de_DE.UTF-8"))
        .contains(setting + "de_DE.UTF-8")
        .doesNotContain(setting + "C.UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "udfs/pom.xml", "jobs/src/main"})
  void aChangedSourceIsBuilt(String source) throws Exception {
    Files.setLastModifiedTime(
        home.resolve(source), FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
    assertThat(launch(1, "demo")).contains("it builds", "maskwise: the build failed: see above.");
  }

  /** Its spark-submit gets every word, and the settings of the log besides. */
  @Test
  void theSparkOfTheUserIsUsed() throws Exception {
    Path spark = folder.resolve("my spark");
    sparkHome = spark.toString();
    program(
        Files.createDirectories(spark.resolve("bin")).resolve("spark-submit"),
        "printf '%s\\n' \"$@\" \"$SPARK_SUBMIT_OPTS\"; exit 7");
    List<String> words = launch(7, "evaluate", "--truth", "the truth", "--conf", "a.b=two words");
    assertThat(words)
        .startsWith("--class", "dev.maskwise.job.Main", "--master", "local[*]")
        .containsSequence("--conf", "a.b=two words")
        .containsSequence(jar.toString(), "evaluate", "--truth", "the truth");
    assertThat(words.get(words.size() - 1)).contains(LOG_SETTINGS);
  }

  @Test
  void aFolderThatIsNoSparkIsNamed() throws Exception {
    sparkHome = folder.resolve("none").toString();
    assertThat(launch(1, "demo"))
        .containsExactly(
            "maskwise: SPARK_HOME is %s, but it has no bin/spark-submit: set it to the folder of a Spark, or unset it to use the one of the build."
                .formatted(sparkHome));
  }

  @Test
  void sparksLauncherFails() throws Exception {
    Files.delete(sparkLauncher);
    assertThat(launch(1, "demo", "--master", "yarn"))
        .contains("Error: Could not find or load main class org.apache.spark.launcher.Main")
        .as("complaints of the shell")
        .noneMatch(line -> line.contains("maskwise: line "));
  }
}
