package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a directory besides plain files of common names: nothing of it is lost. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OddFilesTest {
  @TempDir Path directory;

  @BeforeEach
  void makeDataSet() throws IOException {
    Masks.dataSet(directory, 2);
  }

  private MaskwiseRun evaluate(String words) {
    return MaskwiseRun.evaluate(directory, "out", "truth a", "--classes 4 " + words);
  }

  /** What is rejected: image id and reason, once for each side. */
  private List<String> rejected() {
    evaluate("--on-reject skip --overwrite").succeeds();
    return MaskwiseRun.table(directory.resolve("out"), "rejected.parquet").stream()
        .map((Row row) -> row.getAs("image_id") + " " + row.getAs("reason"))
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void linksToNothingAreRejectedByName() throws IOException {
    for (String side : List.of("truth/", "a/")) {
      Files.createSymbolicLink(directory.resolve(side + "gone.png"), Path.of("no/such.png"));
      Files.createSymbolicLink(directory.resolve(side + "round.png"), Path.of("round.png"));
      Files.createSymbolicLink(directory.resolve(side + "site"), Path.of("/no/site"));
      Files.createSymbolicLink(directory.resolve(side + "notes.txt"), Path.of("/no/notes"));
    }
    assertThat(rejected())
        .containsExactly(
            "gone is a link to no/such.png, which does not exist",
            "round is a link to round.png, which cannot be reached",
            "site is a link to /no/site, which does not exist");
    Masks.bytes(directory.resolve("a/x/1.png"), new byte[] {1, 2, 3});
    MaskwiseRun run = evaluate("--overwrite");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .as("what is known before the pass is said before it, so that a/x/1.png is not opened")
        .contains("3 images were rejected", "a/gone.png is a link to no/such.png")
        .contains("Mend them, or go on without them with --on-reject skip.")
        .doesNotContain("x/1");
  }

  @Test
  void linksThatLeadSomewhereAreFollowed() throws IOException {
    for (String side : List.of("truth", "a")) {
      Files.move(directory.resolve(side), directory.resolve("disk-" + side));
      Files.createDirectories(directory.resolve(side));
      Files.createSymbolicLink(
          directory.resolve(side + "/y"), directory.resolve("disk-" + side + "/x"));
      Files.createSymbolicLink(
          directory.resolve(side + "/one.png"), directory.resolve("disk-" + side + "/x/1.png"));
    }
    assertThat(rejected()).isEmpty();
    assertThat(images()).containsExactly("one", "y/0", "y/1");
  }

  /** Followed for ever, each round would give all images once more under another name. */
  @Test
  void aLinkThatLeadsBackIsSaidAndNotFollowed() throws IOException {
    Files.createSymbolicLink(directory.resolve("a/x/back"), directory.resolve("a"));
    Files.createSymbolicLink(directory.resolve("a/all"), Path.of(".."));
    Files.createSymbolicLink(directory.resolve("truth/x/self"), Path.of("."));
    assertThat(evaluate("").succeeds().out())
        .contains("/a: the link x/back leads back to a directory that holds it and was not")
        .contains("/a: the link all leads back", "/truth: the link x/self leads back");
    assertThat(images()).containsExactly("x/0", "x/1");
  }

  @Test
  void namesThatBeginWithAnUnderscoreAreImages() throws IOException {
    for (String name : List.of("_b", "_site/c", "_SUCCESS", "_temporary/d", ".hidden", ".h/e")) {
      Masks.write(directory.resolve("truth/" + name + ".png"), Masks.random(7, 4));
      Masks.write(directory.resolve("a/" + name + ".png"), Masks.random(8, 4));
    }
    Files.createFile(directory.resolve("truth/_SUCCESS"));
    assertThat(evaluate("").succeeds().out()).doesNotContain("left aside");
    assertThat(images()).containsExactly("_SUCCESS", "_b", "_site/c", "x/0", "x/1");
  }

  @Test
  void whatIsNoFileIsRejectedByName() throws Exception {
    for (String side : List.of("truth/", "a/")) {
      pipe(directory.resolve(side + "pipe.png"));
    }
    Files.createSymbolicLink(directory.resolve("a/x/2.png"), Path.of("/dev/zero"));
    Masks.write(directory.resolve("truth/x/2.png"), Masks.random(1, 4));
    Masks.write(directory.resolve("truth/s.png"), Masks.random(1, 4));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(directory.resolve("a/s.png")));
      String what = " is a pipe, a socket or a device: only files are read";
      assertThat(rejected()).containsExactly("pipe" + what, "s" + what, "x/2" + what);
    }
  }

  /** Also where it takes the place of a file after the directory was listed. */
  @Test
  void aPipeInPlaceOfAnInputIsRefused() throws Exception {
    pipe(directory.resolve("pipe.parquet"));
    pipe(directory.resolve("pipe"));
    pipe(directory.resolve("t.parquet/pipe.parquet"));
    for (String input : List.of("pipe.parquet", "t.parquet", "pipe.parquet#mask")) {
      MaskwiseRun run = MaskwiseRun.evaluate(directory, "out", input + " a", "--classes 4");
      assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
      assertThat(run.err()).contains("pipe.parquet is a pipe, a socket or a device");
    }
    MaskwiseRun run = MaskwiseRun.evaluate(directory, "out", "pipe a", "--classes 4");
    assertThat(run.err()).contains("pipe is a file, but a directory or a Parquet table is asked");
  }

  private static void pipe(Path path) throws Exception {
    Files.createDirectories(path.getParent());
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
  }

  private List<String> images() {
    return MaskwiseRun.table(directory.resolve("out"), "per_image.parquet").stream()
        .map(row -> row.<String>getAs("image_id"))
        .distinct()
        .sorted()
        .toList();
  }
}
