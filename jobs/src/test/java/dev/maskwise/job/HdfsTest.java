package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.demo.DemoDataSet;
import dev.maskwise.job.output.OutputDirectory;
import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DFSInotifyEventInputStream;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.inotify.Event;
import org.apache.hadoop.hdfs.inotify.EventBatch;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs and output on a real HDFS: a name node and a data node in this process. */
@Tag("slow")
class HdfsTest {
  private static final FsPermission OWNER = new FsPermission("700");
  private static final FsPermission EVERYONE = new FsPermission("777");

  @TempDir static java.nio.file.Path local;
  private static MiniDFSCluster cluster;
  private static DistributedFileSystem hdfs;
  private static String fromLocalDisk;
  private Path results;

  @BeforeAll
  static void startHdfs() throws IOException {
    MaskwiseRun.stopSpark();
    DemoDataSet.write(local.resolve("data"), 24, 96, 48);
    cluster =
        new MiniDFSCluster.Builder(new Configuration(), local.resolve("hdfs").toFile())
            .numDataNodes(1)
            .build();
    hdfs = cluster.getFileSystem();
    copyToHdfs(local.resolve("data"));
    evaluate(local.resolve("data").toString(), local.resolve("out").toString()).succeeds();
    fromLocalDisk = MaskwiseRun.metrics(Files.readString(local.resolve("out/summary.json")));
    assertThat(fromLocalDisk).contains("\"mean_iou\"", "condition=day");
  }

  @AfterAll
  static void stopHdfs() {
    MaskwiseRun.stopSpark();
    cluster.shutdown(true);
  }

  @BeforeEach
  void makeEmptyResults() throws IOException {
    results = hdfs.makeQualified(new Path("/results"));
    hdfs.delete(results, true);
    hdfs.mkdirs(results);
  }

  @Test
  void metricsAreThoseOfTheLocalDisk() throws IOException {
    Path out = new Path(results, "out");
    assertThat(evaluate(data(), out.toString()).succeeds().out()).contains("Results: " + out);
    assertThat(MaskwiseRun.metrics(read(new Path(out, "summary.json")))).isEqualTo(fromLocalDisk);
    assertThat(names(out))
        .contains("summary.json", "report.html", "per_image.parquet", "rejected.parquet");
    assertThat(MaskwiseRun.spark().read().parquet(out + "/per_image.parquet").count())
        .isEqualTo(24L * 2 * DemoDataSet.CLASSES.size());
    assertThat(names(results)).containsExactly("out");
  }

  /** Truth and models in the same shards, whose headers are read by tasks. */
  @Test
  void shardsGiveTheMetricsOfTheFiles() throws IOException {
    Map<String, byte[]> members = new TreeMap<>();
    for (String source : List.of("truth", "sharp", "coarse")) {
      members.putAll(ShardsTest.members(local.resolve("data/" + source), "." + source + ".png"));
    }
    ShardsTest.write(local.resolve("shards"), members, 3);
    copyToHdfs(local.resolve("shards"));
    String shards = hdfs.getUri() + "/shards/{000..002}.tar#";
    Path out = new Path(results, "out");
    MaskwiseRun.of(
            "evaluate",
            "--truth=" + shards + "truth.png",
            "--prediction=sharp=" + shards + "sharp.png",
            "--prediction=coarse=" + shards.replace("{000..002}", "*") + "coarse.png",
            "--classes=" + data() + "/classes.txt",
            "--ignore=255",
            "--slice=(?<condition>[a-z]+)/",
            "--out=" + out)
        .succeeds();
    assertThat(MaskwiseRun.metrics(read(new Path(out, "summary.json")))).isEqualTo(fromLocalDisk);
  }

  /** The name node's own journal: all that ever happens to OUT is that it is moved into place. */
  @Test
  void outputAppearsAndIsReplacedWhole() throws Exception {
    Path out = new Path(results, "out");
    DFSInotifyEventInputStream journal = hdfs.getInotifyEventStream();
    evaluate(data(), out.toString()).succeeds();
    assertThat(changes(journal, out)).containsExactly("RENAME .out.incomplete → out");

    MaskwiseRun second = evaluate(data(), out.toString());
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err()).contains(out + " is there already", "--overwrite");
    assertThat(changes(journal, out)).isEmpty();

    String before = read(new Path(out, "summary.json"));
    evaluate(data(), out.toString(), "--background", "0", "--overwrite").succeeds();
    assertThat(changes(journal, out))
        .containsExactly("RENAME out → .out.replaced", "RENAME .out.incomplete → out");
    assertThat(read(new Path(out, "summary.json"))).isNotEqualTo(before);
    assertThat(names(results)).containsExactly("out");
  }

  /** HDFS's common rename would move the later one into the earlier. */
  @Test
  void ofRunsThatEndAtOnceOneIsInPlaceAndAllAreKept() throws Exception {
    int runs = 4;
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    for (int round = 0; round < 10; round++) {
      Path out = new Path(results, "round-" + round);
      CyclicBarrier start = new CyclicBarrier(runs);
      List<Future<String>> ends = new ArrayList<>();
      for (int r = 0; r < runs; r++) {
        OutputDirectory output =
            new OutputDirectory(new Configuration(), out.toString(), false, List.of());
        ends.add(
            threads.submit(
                () -> {
                  start.await();
                  try {
                    output.commit();
                    return "in place";
                  } catch (InputRefusedException e) {
                    return e.getMessage();
                  }
                }));
      }
      List<String> said = new ArrayList<>();
      for (Future<String> end : ends) {
        said.add(end.get());
      }
      assertThat(said).containsOnlyOnce("in place");
      assertThat(said.stream().filter(sentence -> sentence.contains("is there already")))
          .hasSize(runs - 1);
      assertThat(names(out)).isEmpty();
    }
    threads.shutdown();
    assertThat(names(results)).hasSize(10 * runs).noneMatch(name -> name.contains("incomplete"));
  }

  @Test
  void onlyAnEvaluationIsReplacedAndNoInput() throws IOException {
    Path out = new Path(results, "out");
    evaluate(data(), out.toString()).succeeds();
    hdfs.create(new Path(out, "per_image.parquet/precious.txt")).close();
    MaskwiseRun second = evaluate(data(), out.toString(), "--overwrite");
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err())
        .contains("holds something else than an evaluation, per_image.parquet/precious.txt: move");
    assertThat(hdfs.exists(new Path(out, "per_image.parquet/precious.txt"))).isTrue();
    assertThat(names(results)).containsExactly("out");
    assertThat(evaluate(data(), data() + "/truth/report").err()).contains("lies inside the input");
    assertThat(evaluate(data(), data(), "--overwrite").err()).contains("holds the input");
  }

  @Test
  void directoryWithoutPermissionIsRefused() throws Exception {
    hdfs.setPermission(results, EVERYONE);
    Path truth = new Path(data(), "truth");
    MaskwiseRun run = asStrangerWithout(truth);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(truth + " may not be read: ask for read permission on it")
        .contains("Permission denied: user=stranger");
    assertThat(names(results)).isEmpty();
  }

  @Test
  void fileWithoutPermissionIsRejectedByName() throws Exception {
    hdfs.setPermission(results, EVERYONE);
    Path file = new Path(data(), "sharp/day/scene-0000.png");
    MaskwiseRun run = asStrangerWithout(file);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("1 image was rejected", "day/scene-0000: " + file)
        .contains("may not be read: ask for read permission on it")
        .contains("Permission denied: user=stranger");
    assertThat(names(results)).isEmpty();
  }

  @Test
  void outputWithoutPermissionIsRefused() throws Exception {
    MaskwiseRun run = asStranger(() -> evaluate(data(), results + "/out"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("--out " + results + "/out cannot be written: Permission denied: user=stranger");
    assertThat(names(results)).isEmpty();
  }

  private static String data() {
    return hdfs.getUri() + "/data";
  }

  private static MaskwiseRun evaluate(String data, String out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--truth", data + "/truth"));
    DemoDataSet.MODELS.forEach(
        model -> arguments.addAll(List.of("--prediction", model + "=" + data + "/" + model)));
    arguments.addAll(List.of("--classes", data + "/classes.txt", "--ignore", "255"));
    arguments.addAll(List.of("--slice", "(?<condition>[a-z]+)/", "--out", out));
    arguments.addAll(List.of(more));
    return MaskwiseRun.of(arguments.toArray(String[]::new));
  }

  /** Evaluates as a stranger, who may not read a directory or file. */
  private MaskwiseRun asStrangerWithout(Path path) throws IOException, InterruptedException {
    FsPermission before = hdfs.getFileStatus(path).getPermission();
    hdfs.setPermission(path, OWNER);
    try {
      return asStranger(() -> evaluate(data(), results + "/out"));
    } finally {
      hdfs.setPermission(path, before);
    }
  }

  /** Runs with the rights of a user who owns nothing; Spark takes its user when it starts. */
  private static MaskwiseRun asStranger(PrivilegedExceptionAction<MaskwiseRun> run)
      throws IOException, InterruptedException {
    MaskwiseRun.stopSpark();
    try {
      return UserGroupInformation.createUserForTesting("stranger", new String[] {"strangers"})
          .doAs(run);
    } finally {
      MaskwiseRun.stopSpark();
    }
  }

  /** One file after another: Hadoop's own copy starts a process for each. */
  private static void copyToHdfs(java.nio.file.Path directory) throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(directory)) {
      for (java.nio.file.Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = new Path("/" + directory.getFileName() + "/" + directory.relativize(file));
        try (OutputStream out = hdfs.create(copy)) {
          Files.copy(file, out);
        }
      }
    }
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = hdfs.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** All names, hidden ones too. */
  private static List<String> names(Path directory) throws IOException {
    return Arrays.stream(hdfs.listStatus(directory))
        .map(FileStatus::getPath)
        .map(Path::getName)
        .toList();
  }

  /**
   * What has happened at or below a path since the last call, without the random parts of names.
   */
  private static List<String> changes(DFSInotifyEventInputStream journal, Path path)
      throws Exception {
    String place = path.toUri().getPath();
    List<String> changes = new ArrayList<>();
    for (EventBatch batch = journal.poll(); batch != null; batch = journal.poll()) {
      Arrays.stream(batch.getEvents())
          .filter(event -> paths(event).anyMatch(p -> p.equals(place) || p.startsWith(place + "/")))
          .map(event -> event.getEventType() + " " + names(event))
          .forEach(changes::add);
    }
    return changes;
  }

  private static String names(Event event) {
    return String.join(
        " → ",
        paths(event)
            .map(p -> p.substring(p.lastIndexOf('/') + 1).replaceAll("-[0-9a-f-]{36}$", ""))
            .toList());
  }

  private static Stream<String> paths(Event event) {
    return switch (event.getEventType()) {
      case CREATE -> Stream.of(((Event.CreateEvent) event).getPath());
      case CLOSE -> Stream.of(((Event.CloseEvent) event).getPath());
      case APPEND -> Stream.of(((Event.AppendEvent) event).getPath());
      case METADATA -> Stream.of(((Event.MetadataUpdateEvent) event).getPath());
      case TRUNCATE -> Stream.of(((Event.TruncateEvent) event).getPath());
      case UNLINK -> Stream.of(((Event.UnlinkEvent) event).getPath());
      case RENAME ->
          Stream.of(
              ((Event.RenameEvent) event).getSrcPath(), ((Event.RenameEvent) event).getDstPath());
    };
  }
}
