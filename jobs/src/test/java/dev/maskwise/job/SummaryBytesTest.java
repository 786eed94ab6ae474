package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes of summary.json for the same label maps, but for its version and its definition, are
 * always the same: counts are whole numbers and sums exact, on every machine. Whoever changes them
 * on purpose writes the new ones down here. Intervals are left out: Student's distribution is as
 * exact as the logarithm of the machine.
 */
class SummaryBytesTest {
  private static final String START =
      """
      "images" : {
          "evaluated" : 3,
          "rejected" : 0,
          "missing_prediction" : 0,
          "missing_truth" : 0,
          "duplicate" : 0
        },
        "metrics" : [ {
          "model" : "a",
          "name" : "mean_iou",
          "averaging" : "dataset",
          "class" : null,
          "slice" : null,
          "value" : 0.17046327229208708,
      """;

  /** Of everything from there to the end. */
  private static final String SHA_256 =
      "9c815ab625e55eb448d62357f4800c950374d4bc1a553bb29425142a1399f923";

  @TempDir private Path directory;

  @Test
  void ofLabelMaps() throws IOException, NoSuchAlgorithmException {
    Masks.dataSet(directory, 3);
    MaskwiseRun.evaluate(
            directory,
            "out",
            "truth a b",
            "--classes 5 --ignore 3 --slice (?<n>[0-9])$ --no-intervals")
        .succeeds();
    String json = Files.readString(directory.resolve("out/summary.json"));
    String numbers = json.substring(json.indexOf("\"images\" : {"));
    assertThat(numbers).startsWith(START.strip());
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(numbers.getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(digest)).as(numbers).isEqualTo(SHA_256);
  }
}
