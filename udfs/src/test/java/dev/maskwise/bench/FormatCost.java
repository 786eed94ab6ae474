package dev.maskwise.bench;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.ValuesAsLabels;
import dev.maskwise.codec.format.LabelMaps;
import dev.maskwise.codec.label.LabelMapping;
import dev.maskwise.codec.label.LabelTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a pixel of each file of a folder costs to read, in nanoseconds of processor time: as labels,
 * where the file has them, else as values; and as labels by a table of 256 colours or numbers.
 */
public final class FormatCost {
  private static final int ROUNDS = 300;
  private static final int ROWS = 16;
  private static final LabelTable TABLE = table();

  private FormatCost() {}

  public static void main(String[] args) throws IOException, MalformedException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      for (Path file : files.sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        for (boolean byTable : new boolean[] {false, true}) {
          double best = Double.POSITIVE_INFINITY;
          for (int round = 0; round < ROUNDS; round++) {
            long start = threads.getCurrentThreadCpuTime();
            long pixels = byTable ? map(bytes) : read(bytes);
            best = Math.min(best, (double) (threads.getCurrentThreadCpuTime() - start) / pixels);
          }
          String reader = byTable ? "by table" : "Maskwise";
          System.out.printf("%-28s %s %7.2f%n", file.getFileName(), reader, best);
        }
      }
    }
  }

  /** The colours of {@code bench/formats.py}, and numbers as they are. */
  private static LabelTable table() {
    LabelMapping.Builder mapping = new LabelMapping.Builder();
    for (int label = 0; label < 256; label++) {
      int colour = (int) (label * 2654435761L % (1 << 24));
      mapping.put(true, colour, colour, label).put(false, label, label, 255 - label);
    }
    return new LabelTable(mapping.build(), List.of(), -1);
  }

  private static long map(byte[] file) throws MalformedException {
    LabelMapRows labels = TABLE.rows(LabelMaps.values(file, Long.MAX_VALUE));
    LabelRow row = new LabelRow(labels.width());
    for (int y = 0; y < labels.height(); y++) {
      labels.next(row);
    }
    return (long) labels.width() * labels.height();
  }

  private static long read(byte[] file) throws MalformedException {
    ValueRows values = LabelMaps.values(file, Long.MAX_VALUE);
    int width = values.width();
    int height = values.height();
    boolean colours = values.kind() == ValueRows.Kind.COLOUR;
    int[] strip = new int[colours ? ROWS * width : 0];
    LabelMapRows labels = colours ? null : ValuesAsLabels.of(values);
    byte[] labelStrip = new byte[labels == null ? 0 : ROWS * width * labels.bytesPerPixel()];
    for (int y = 0; y < height; y += ROWS) {
      int rows = Math.min(ROWS, height - y);
      if (labels == null) {
        values.read(strip, rows);
      } else {
        labels.read(labelStrip, rows);
      }
    }
    return (long) width * height;
  }
}
