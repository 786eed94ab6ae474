package dev.maskwise.spark.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.spark.catalog.SqlFunctions;
import dev.maskwise.spark.catalog.SqlSession;
import dev.maskwise.spark.sql.SqlFunction;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The functions through Spark Connect: a server with our classes on its class path, and a client in
 * a process of its own, whose classes are those of {@code spark-connect-client-jvm}. The build
 * fetches the two jars where slow tests run.
 */
@Tag("slow")
class ConnectTest {
  private static final Path JARS = Path.of("target", "connect");
  private static final List<String> CLASS_PATH =
      Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));

  @TempDir static Path directory;
  private static Process server;
  private static int port;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> classPath = new ArrayList<>(CLASS_PATH);
    classPath.add(jar("spark-connect_"));
    server =
        java(
                classPath,
                "server",
                List.of(
                    "-Dspark.master=local[1]",
                    "-Dspark.ui.enabled=false",
                    "-Dspark.sql.shuffle.partitions=2",
                    "-Dspark.sql.warehouse.dir=" + directory.resolve("warehouse"),
                    "-Dspark.connect.grpc.binding.address=127.0.0.1",
                    "-Dspark.connect.grpc.binding.port=" + port,
                    "org.apache.spark.sql.connect.service.SparkConnectServer"))
            .start();
    for (int tries = 0; !listens(); tries++) {
      assertThat(server.isAlive() && tries < 600).as("server, see %s", log("server")).isTrue();
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  @AfterAll
  static void stopServer() throws InterruptedException {
    server.destroy();
    server.waitFor();
  }

  private static boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String jar(String name) throws IOException {
    try (Stream<Path> files = Files.list(JARS)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow()
          .toString();
    }
  }

  private static Path log(String name) {
    return directory.resolve(name + ".log");
  }

  /** A Java with the options of this one. */
  private static ProcessBuilder java(List<String> classPath, String name, List<String> rest) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-") || option.startsWith("-XX:+Ignore"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx768m", "-cp", String.join(File.pathSeparator, classPath)));
    command.addAll(rest);
    return new ProcessBuilder(command).redirectError(log(name).toFile());
  }

  /** The lines that a client prints for its queries and for each statement. */
  private static List<String> client(List<String> statements)
      throws IOException, InterruptedException {
    List<String> classPath = new ArrayList<>();
    classPath.add(jar("spark-connect-client-jvm_"));
    CLASS_PATH.stream()
        .filter(entry -> !entry.matches(".*/spark-(sql|sql-api|catalyst|mllib|mllib-local)_.*"))
        .forEach(classPath::add);
    Path input = Files.write(directory.resolve("statements"), statements);
    Path output = directory.resolve("results");
    Process process =
        java(classPath, "client", List.of(ConnectClient.class.getName(), "sc://127.0.0.1:" + port))
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0)
        .as(() -> "client: " + contents(log("client")))
        .isTrue();
    return Files.readAllLines(output).stream()
        .filter(line -> line.startsWith("RESULT "))
        .map(line -> line.substring("RESULT ".length()))
        .toList();
  }

  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void columnsAndEveryExampleGiveWhatTheyGiveInASession() throws Exception {
    List<String> examples =
        Stream.of(SqlFunctions.ALL, SqlFunctions.TRYING)
            .flatMap(List::stream)
            .flatMap(function -> function.examples().stream())
            .map(SqlFunction.Example::sql)
            .toList();
    List<String> results = client(examples);
    assertThat(results).hasSize(6 + examples.size());
    assertThat(results.get(0)).isEqualTo("org.apache.spark.sql.connect.SparkSession");
    assertThat(results.get(1)).isEqualTo("[[0.6666666666666666], [1.0]]");
    assertThat(results.get(2)).isEqualTo("[[0.6666666666666666,0.6666666666666666]]");
    assertThat(results.get(3)).isEqualTo("[[0.5], [1.0]]");
    assertThat(results.get(4))
        .startsWith("IllegalArgumentException: A Spark Connect session has the functions of its");
    assertThat(results.get(5))
        .contains("overlap: the truth has 2 bytes and the prediction 1, but both have one");
    for (int i = 0; i < examples.size(); i++) {
      assertThat(results.get(6 + i))
          .as(examples.get(i))
          .isEqualTo(SqlSession.CODEGEN.rows(examples.get(i)).toString());
    }
  }
}
