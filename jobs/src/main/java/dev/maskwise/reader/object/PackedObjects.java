package dev.maskwise.reader.object;

import dev.maskwise.kernel.match.Box;
import dev.maskwise.reader.RejectKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects of one image as bytes: some thirty for an object without a mask. */
public final class PackedObjects {
  private static final int FAULT = 0;
  private static final int OBJECT = 1;
  private static final int CROWD = 2;
  private static final int IGNORE = 4;
  private static final int BOX = 8;

  private static final int NO_MASK = 0;
  private static final int POLYGONS = 1;
  private static final int LENGTHS = 2;
  private static final int TEXT = 3;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 10);
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** What bytes hold, in the order in which it was added. */
  record Content(List<RawObject> objects, List<ObjectFault> faults) {}

  /** How many bytes there are by now. */
  public int size() {
    return bytes.size();
  }

  /** Gives the bytes and begins anew. */
  public byte[] take() {
    byte[] taken = bytes.toByteArray();
    bytes.reset();
    return taken;
  }

  /** Adds what is wrong with an object. */
  public void add(ObjectFault fault) {
    try {
      out.writeByte(FAULT);
      out.writeUTF(fault.kind().name());
      out.writeUTF(fault.clause());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is no file.
    }
  }

  /** Adds an object. */
  public void add(RawObject object) {
    try {
      Box box = object.box();
      out.writeByte(
          OBJECT
              | (object.crowd() ? CROWD : 0)
              | (object.ignore() ? IGNORE : 0)
              | (box == null ? 0 : BOX));
      out.writeLong(object.id());
      out.writeInt(object.category());
      out.writeDouble(object.score());
      out.writeDouble(object.area());
      if (box != null) {
        out.writeDouble(box.x());
        out.writeDouble(box.y());
        out.writeDouble(box.width());
        out.writeDouble(box.height());
      }
      write(object.mask());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is no file.
    }
  }

  private void write(Segmentation mask) throws IOException {
    if (mask instanceof Segmentation.Polygons polygons) {
      out.writeByte(POLYGONS);
      out.writeInt(polygons.rings().size());
      for (double[] ring : polygons.rings()) {
        out.writeInt(ring.length);
        for (double coordinate : ring) {
          out.writeDouble(coordinate);
        }
      }
    } else if (mask instanceof Segmentation.Lengths runs) {
      writeSize(LENGTHS, runs.height(), runs.width());
      out.writeInt(runs.lengths().length);
      for (long length : runs.lengths()) {
        out.writeLong(length);
      }
    } else if (mask instanceof Segmentation.Text text) {
      writeSize(TEXT, text.height(), text.width());
      out.writeInt(text.counts().length);
      out.write(text.counts());
    } else {
      out.writeByte(NO_MASK);
    }
  }

  private void writeSize(int form, int height, int width) throws IOException {
    out.writeByte(form);
    out.writeInt(height);
    out.writeInt(width);
  }

  /** What was packed. */
  static Content unpack(byte[] packed) {
    List<RawObject> objects = new ArrayList<>();
    List<ObjectFault> faults = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      while (in.available() > 0) {
        int form = in.readUnsignedByte();
        if (form == FAULT) {
          faults.add(new ObjectFault(RejectKind.valueOf(in.readUTF()), in.readUTF()));
        } else {
          objects.add(object(form, in));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Nobody else writes such bytes.
    }
    return new Content(objects, faults);
  }

  private static RawObject object(int form, DataInputStream in) throws IOException {
    long id = in.readLong();
    int category = in.readInt();
    double score = in.readDouble();
    double area = in.readDouble();
    return new RawObject(
        id,
        category,
        score,
        (form & BOX) == 0 ? null : box(in),
        area,
        (form & CROWD) != 0,
        (form & IGNORE) != 0,
        mask(in));
  }

  private static @Nullable Box box(DataInputStream in) throws IOException {
    return new Box(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
  }

  private static Segmentation mask(DataInputStream in) throws IOException {
    int form = in.readUnsignedByte();
    if (form == NO_MASK) {
      return Segmentation.None.HERE;
    }
    if (form == POLYGONS) {
      int count = in.readInt();
      List<double[]> rings = new ArrayList<>();
      for (int r = 0; r < count; r++) {
        double[] ring = new double[in.readInt()];
        for (int i = 0; i < ring.length; i++) {
          ring[i] = in.readDouble();
        }
        rings.add(ring);
      }
      return new Segmentation.Polygons(rings);
    }
    int height = in.readInt();
    int width = in.readInt();
    int count = in.readInt();
    if (form == TEXT) {
      return new Segmentation.Text(height, width, in.readNBytes(count));
    }
    long[] lengths = new long[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = in.readLong();
    }
    return new Segmentation.Lengths(height, width, lengths);
  }
}
