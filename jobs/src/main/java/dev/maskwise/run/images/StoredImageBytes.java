package dev.maskwise.run.images;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An image of a run as bytes, for the way from where it is read to where it is needed. */
public final class StoredImageBytes {
  private StoredImageBytes() {}

  /** All that is known of the image. */
  public static byte[] encode(StoredImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, image.imageId());
      out.writeInt(image.slices().size());
      for (Map.Entry<String, @Nullable String> slice : image.slices().entrySet()) {
        write(out, slice.getKey());
        write(out, slice.getValue());
      }
      write(out, image.cluster());
      write(out, image.truthDigest());
      write(out, image.truthListing());
      out.writeInt(image.predictions().size());
      for (StoredImage.Prediction prediction : image.predictions()) {
        write(out, prediction.digest());
        write(out, prediction.listing());
        write(out, prediction.counts());
        write(out, prediction.scores());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is no file.
    }
    return bytes.toByteArray();
  }

  /** The image of some bytes. */
  public static StoredImage decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String imageId = String.valueOf(text(in));
      Map<String, @Nullable String> slices = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        slices.put(String.valueOf(text(in)), text(in));
      }
      String cluster = text(in);
      String truthDigest = text(in);
      String truthListing = text(in);
      List<StoredImage.Prediction> predictions = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        predictions.add(
            new StoredImage.Prediction(text(in), text(in), in.readNBytes(in.readInt()), cells(in)));
      }
      return new StoredImage(imageId, slices, cluster, truthDigest, truthListing, predictions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      write(out, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(DataOutputStream out, double @Nullable [] cells) throws IOException {
    out.writeInt(cells == null ? -1 : cells.length);
    if (cells != null) {
      for (double cell : cells) {
        out.writeDouble(cell);
      }
    }
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8)
        : null;
  }

  private static double @Nullable [] cells(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    double[] cells = new double[length];
    for (int i = 0; i < length; i++) {
      cells[i] = in.readDouble();
    }
    return cells;
  }
}
