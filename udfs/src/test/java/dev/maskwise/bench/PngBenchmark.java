package dev.maskwise.bench;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.png.InflaterPng;
import dev.maskwise.codec.png.PngFixture;
import dev.maskwise.codec.png.PngRows;
import dev.maskwise.codec.png.PngWriter;
import dev.maskwise.codec.png.StreetScene;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole-file decoding of label maps: time per file. A file is a street scene of 2048×1024 pixels in
 * one of three encodings, or any PNG file: {@code -p file=/path/to/map.png}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class PngBenchmark {
  private static final int WIDTH = 2048;
  private static final int HEIGHT = 1024;
  private static final int STRIP_ROWS = 32;

  /** As Pillow and libpng write grey maps, as they write palette maps, and as we write maps. */
  @Param({"adaptive", "palette", "ours"})
  public String file = "";

  private byte[] png = {};
  private byte[] strip = {};

  @Setup
  public void encode() throws IOException {
    byte[] labels = StreetScene.paint(WIDTH, HEIGHT, 1);
    png =
        switch (file) {
          case "adaptive" ->
              PngFixture.grey(labels, WIDTH, HEIGHT, 8)
                  .filter(PngFixture.ADAPTIVE)
                  .deflate(6, Deflater.FILTERED)
                  .encode();
          case "palette" -> PngFixture.palette(labels, WIDTH, HEIGHT, 8).encode();
          case "ours" -> PngWriter.encode(labels, WIDTH, HEIGHT, 1);
          default -> Files.readAllBytes(Path.of(file));
        };
  }

  /** The reader of the library, strip by strip as a job reads. */
  @Benchmark
  public byte[] pngRows() throws MalformedException {
    try (PngRows rows = PngRows.open(png, Long.MAX_VALUE)) {
      int rowBytes = rows.width() * rows.bytesPerPixel();
      if (strip.length < STRIP_ROWS * rowBytes) {
        strip = new byte[STRIP_ROWS * rowBytes];
      }
      for (int row = 0; row < rows.height(); row += STRIP_ROWS) {
        rows.read(strip, Math.min(STRIP_ROWS, rows.height() - row));
      }
      return strip;
    }
  }

  /** The same with the inflater of the JDK in the place of ours. */
  @Benchmark
  public byte[] inflater() throws DataFormatException {
    return InflaterPng.readStrips(png);
  }

  /** The reader of the JDK. */
  @Benchmark
  public Raster imageIo() throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png)).getRaster();
  }
}
