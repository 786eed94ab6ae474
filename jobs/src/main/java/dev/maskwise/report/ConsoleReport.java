package dev.maskwise.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import dev.maskwise.report.Summary.RejectedImage;
import java.util.ArrayList;
import java.util.List;

/** What a person reads in a terminal after a run. */
public final class ConsoleReport {
  private static final int REJECTED_SHOWN = 10;

  /** Rules between header and rows only. */
  private static final Character[] BORDER =
      AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER;

  private ConsoleReport() {}

  /** The tables of a summary as text that ends in a line feed. */
  public static String write(Summary summary) {
    StringBuilder text = new StringBuilder();
    new ReportTables(summary).all().forEach(table -> append(text, table));
    if (summary.images().rejected() > 0) {
      text.append('\n').append(rejected(summary.images().rejected(), summary.rejected()));
    }
    return text.toString();
  }

  /** Adds a table with its title and note. */
  public static void append(StringBuilder text, ReportTable table) {
    text.append('\n')
        .append(OneLine.of(table.title()))
        .append(". ")
        .append(table.note())
        .append('\n');
    text.append(table(table)).append('\n');
  }

  /**
   * The first rejected images, a sentence for each fault of each, and how many more images there
   * are.
   */
  public static String rejected(long images, List<RejectedImage> rejected) {
    StringBuilder text = new StringBuilder();
    text.append(Numbers.count(images))
        .append(images == 1 ? " image was rejected:\n" : " images were rejected:\n");
    long shownImages = 0;
    for (int i = 0; i < rejected.size(); i++) {
      boolean another = i == 0 || !isOfImage(rejected.get(i), rejected.get(i - 1));
      if (i >= REJECTED_SHOWN && another) {
        break;
      }
      shownImages += another ? 1 : 0;
      text.append("  ").append(OneLine.of(rejected.get(i).sentence())).append('\n');
    }
    long more = images - shownImages;
    if (more > 0) {
      text.append("  … and ").append(Numbers.count(more));
      text.append(more == 1 ? " more image.\n" : " more images.\n");
    }
    return text.toString();
  }

  /** What has no image id is an image by itself. */
  private static boolean isOfImage(RejectedImage one, RejectedImage other) {
    return one.imageId() != null && one.imageId().equals(other.imageId());
  }

  private static String table(ReportTable table) {
    List<ColumnData<List<String>>> columns = new ArrayList<>();
    for (int i = 0; i < table.header().size(); i++) {
      int column = i;
      HorizontalAlign align = table.isText(column) ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT;
      columns.add(
          new Column()
              .header(OneLine.of(table.header().get(i)))
              .headerAlign(align)
              .dataAlign(align)
              .maxWidth(200)
              .with(row -> OneLine.of(row.get(column))));
    }
    return AsciiTable.getTable(BORDER, table.rows(), columns);
  }
}
