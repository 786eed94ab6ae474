package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What may not be read or written on a local disk, in processes of their own that have given up the
 * right of root to do it all the same.
 */
@Tag("slow")
class PermissionTest {
  private static final List<String> WITHOUT_RIGHTS =
      List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

  @TempDir Path directory;

  @BeforeEach
  void makeInputs() throws IOException {
    Masks.dataSet(directory, 2);
    Masks.dataSet(directory.resolve("closed"), 2);
    Files.createDirectory(directory.resolve("shut"));
    Files.writeString(directory.resolve("c.txt"), "a");
    set("c.txt", "---------");
    set("closed/truth/x/1.png", "---------");
    set("closed/a/x", "---------");
    set("closed/b/x/0.png", "---------");
    Files.write(directory.resolve("closed/b/x/1.png"), new byte[] {1}); // found out by the pass
    set("shut", "r-xr-xr-x");
  }

  private void set(String name, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        directory.resolve(name), PosixFilePermissions.fromString(permissions));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "closed/truth | a | 4 | out | 1 image was rejected:",
        "truth | closed/b | 4 | out | 1 image was rejected:",
        "truth | closed/a | 4 | out | closed/a may not be read: ask for read permission on it (Permission denied: ",
        "truth | a | c.txt | out | c.txt may not be read: ask for read permission on it (",
        "truth | a | 4 | shut/out | shut/out cannot be written: Permission denied: ",
      })
  void theReasonIsSaid(String truth, String prediction, String classes, String out, String reason)
      throws Exception {
    assumeTrue(canDropRights(), "setpriv takes rights away");
    List<String> words = new ArrayList<>(List.of("evaluate", "--master", "local[2]"));
    words.addAll(List.of("--truth", directory.resolve(truth).toString()));
    words.addAll(List.of("--prediction", directory.resolve(prediction).toString()));
    words.addAll(List.of("--classes", classes.equals("4") ? "4" : directory.resolve(classes) + ""));
    words.addAll(List.of("--out", directory.resolve(out).toString()));
    words.addAll(List.of("--conf", "spark.ui.enabled=false"));
    try (MaskwiseProcess job =
        MaskwiseProcess.start(
            directory.resolve("log"), WITHOUT_RIGHTS, List.of("-Xmx500m"), Main.class, words)) {
      assertThat(job.endsWith(1).sentences()).singleElement().asString().contains(reason);
      assertThat(job.output())
          .doesNotContain("\tat ", "is no longer there")
          .contains(
              truth.startsWith("closed")
                  ? "closed/truth/x/1.png may not be read: ask for read permission on it ("
                  : prediction.endsWith("b")
                      ? "closed/b/x/0.png may not be read: ask for read permission on it ("
                      : reason);
    }
    assertThat(directory.resolve(out)).doesNotExist();
  }

  private static boolean canDropRights() throws InterruptedException {
    List<String> command = new ArrayList<>(WITHOUT_RIGHTS);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // There is no such program.
    }
  }
}
