package dev.maskwise.image.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.maskwise.codec.png.PngRows;
import dev.maskwise.image.LabelRange;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.BoundaryCounts.OfClass;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The boundaries of a real image and of what a real network made of it, with pixels that are
 * ignored. The numbers come from SciPy 1.10: {@code minimum_filter} of a class and the ignored
 * pixels together for boundaries, {@code distance_transform_edt} for contours. Skipped where the
 * image is missing.
 */
class CamVidBoundariesTest {
  private static final Path CAMVID = Path.of("..", "..", "shared", "data", "camvid");
  private static final int PIXELS = 480 * 360;
  private static final int IGNORE = 11;

  private static final long[][] COUNTS = {
    {6183, 6630, 6615, 298, 280, 403, 296},
    {10405, 17986, 20752, 811, 348, 2182, 403},
    {63, 746, 521, 407, 60, 339, 51},
    {12368, 15210, 14142, 655, 378, 750, 434},
    {7744, 10898, 11954, 649, 304, 978, 375},
    {6898, 9429, 8435, 440, 291, 606, 354},
    {210, 868, 379, 184, 33, 139, 44},
    {2072, 3696, 4127, 293, 169, 540, 194},
    {789, 935, 918, 36, 36, 99, 54},
    {594, 888, 9418, 87, 56, 1364, 82},
    {1752, 2646, 2235, 260, 182, 343, 188}
  };

  @Test
  void everyClassHasTheCountsOfScipy() throws Exception {
    assumeThat(CAMVID).exists();
    BoundaryCounts expected = new BoundaryCounts();
    for (int c = 0; c < COUNTS.length; c++) {
      long[] of = COUNTS[c];
      expected.add(c, new OfClass(of[0], of[1], of[2], of[3], of[4], of[5], of[6]));
    }
    assertThat(
            new BoundaryJudge()
                .judge(
                    labels("truth"),
                    labels("base"),
                    360,
                    480,
                    new LabelRange(COUNTS.length, IGNORE),
                    BoundaryRules.STANDARD))
        .isEqualTo(expected);
  }

  private static byte[] labels(String folder) throws Exception {
    byte[] png = Files.readAllBytes(CAMVID.resolve(folder).resolve("0016E5_07983.png"));
    byte[] labels = new byte[PIXELS];
    try (PngRows rows = PngRows.open(png, PIXELS)) {
      rows.read(labels, rows.height());
    }
    return labels;
  }
}
