package dev.maskwise.jupyter;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.rapaio.jupyter.kernel.display.DisplayData;

/**
 * Pictures side by side, a column for each kind and a row for each image, with a line of text above
 * each row. The last value of a cell, or the argument of {@code display}, is shown.
 */
public final class PictureTable {
  private static final String TABLE =
      """
      <table style="width: 100%%; max-width: 1100px; table-layout: fixed; border: none">
      <thead><tr style="border: none">%s</tr></thead>
      <tbody>%s</tbody>
      </table>
      <p style="line-height: 1.9">%s</p>
      """;

  private static final String COLUMN =
      """
      <th style="text-align: center; border: none">%s</th>
      """;

  private static final String ROW =
      """
      <tr><td colspan="%d" style="text-align: left; padding: 0.9em 2px 0.2em; border: none; background: none">
      %s</td></tr>
      <tr>%s</tr>
      """;

  private static final String PICTURE =
      """
      <td style="padding: 2px; border: none; background: none">
      <img style="width: 100%%; border: 1px solid #999" alt="%s" src="data:image/png;base64,%s"/></td>
      """;

  private final List<String> columns;
  private final StringBuilder rows = new StringBuilder();
  private String legend = "";
  private int size;

  /** A table without rows, its columns named. */
  public PictureTable(String... columns) {
    this.columns = List.of(columns);
  }

  /**
   * Adds a row.
   *
   * @param text what is said of the image
   * @param pictures one for each column
   * @throws IllegalArgumentException if there are more or fewer pictures than columns
   */
  public PictureTable row(String text, BufferedImage... pictures) {
    if (pictures.length != columns.size()) {
      throw new IllegalArgumentException(
          "A row has %d pictures here, not %d.".formatted(columns.size(), pictures.length));
    }
    StringBuilder cells = new StringBuilder();
    for (BufferedImage picture : pictures) {
      cells.append(PICTURE.formatted(Html.escape(text), png(picture)));
    }
    rows.append(ROW.formatted(columns.size(), Html.escape(text), cells));
    size++;
    return this;
  }

  /** Says below the pictures which colour is which class. */
  public PictureTable legend(ClassColours colours) {
    legend += colours.legend();
    return this;
  }

  /** Says below the pictures what red and white are in {@link LabelPicture#errors}. */
  public PictureTable errorLegend() {
    legend +=
        ClassColours.legend(LabelPicture.WRONG, "wrong")
            + ClassColours.legend(LabelPicture.IGNORED, "does not count");
    return this;
  }

  /** Says below the pictures what the colours of {@link LabelPicture#overlap} are. */
  public PictureTable overlapLegend() {
    legend +=
        ClassColours.legend(LabelPicture.FOUND, "found")
            + ClassColours.legend(LabelPicture.MISSED, "missed")
            + ClassColours.legend(LabelPicture.FALSE, "falsely found")
            + ClassColours.legend(LabelPicture.IGNORED, "does not count");
    return this;
  }

  DisplayData display() {
    StringBuilder head = new StringBuilder();
    for (String column : columns) {
      head.append(COLUMN.formatted(Html.escape(column)));
    }
    DisplayData display = DisplayData.fromHtml(TABLE.formatted(head, rows, legend));
    display.putText("%d rows of pictures: %s".formatted(size, String.join(", ", columns)));
    return display;
  }

  private static String png(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
