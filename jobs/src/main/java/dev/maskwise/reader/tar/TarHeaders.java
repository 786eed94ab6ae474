package dev.maskwise.reader.tar;

import dev.maskwise.reader.file.SeekableFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveSparseEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a tar, one after another. What lies between them is not read, unless the headers
 * are so close that one piece holds several. Commons Compress says what a header means; here it is
 * only found, and judged before memory is taken for it.
 */
public final class TarHeaders {
  private static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;
  private static final String UTF_8 = "UTF-8";
  private static final ZipEncoding ENCODING = ZipEncodingHelper.getZipEncoding(UTF_8);

  /** The most bytes of long names and attributes before the header of a member. */
  private static final int MOST_BEFORE_MEMBER = 1 << 20;

  /** Where a header says that its list of holes goes on, in the form of GNU. */
  private static final int IS_EXTENDED = 482;

  /** In the place of a list of holes, of which nobody asks. */
  private static final byte[] NO_HOLES = Arrays.copyOf(new byte[] {'0', '\n'}, BLOCK);

  private static final String AGAIN = ": write it again, or remove it";
  private static final String NO_TAR = "is no tar" + AGAIN;
  private static final String SPARSE =
      "is stored in the tar with holes: pack it again without --sparse";
  private static final String NO_TEXT =
      "is a name that is not UTF-8: rename it, or pack it with --format=pax";

  private final HeaderWindow window;
  private final Consumer<TarMember> members;
  private long at;

  private TarHeaders(HeaderWindow window, Consumer<TarMember> members) {
    this.window = window;
    this.members = members;
  }

  /**
   * Gives the members of a tar, in its order, without the directories among them.
   *
   * @param size of the file
   * @return why the rest of it cannot be read, a clause after its path; null where it is whole
   * @throws IOException when the file cannot be read
   */
  public static @Nullable String read(SeekableFile file, long size, Consumer<TarMember> members)
      throws IOException {
    if (size == 0) {
      return "is a file without a byte" + AGAIN;
    }
    return new TarHeaders(new HeaderWindow(file, size), members).read();
  }

  /** Whether a reason is that a file is no tar from its beginning on. */
  public static boolean isNone(@Nullable String fault) {
    return NO_TAR.equals(fault);
  }

  private @Nullable String read() throws IOException {
    try {
      boolean more = true;
      while (more) {
        more = readMember();
      }
      return null;
    } catch (EOFException e) {
      return String.format(
          Locale.ROOT,
          "is a tar that is cut off at the byte %,d%s%s",
          window.size(),
          String.valueOf(e.getMessage()),
          AGAIN);
    } catch (DamagedException e) {
      return at == 0
          ? NO_TAR
          : String.format(
              Locale.ROOT, "is damaged at the byte %,d, where no member begins%s", at, AGAIN);
    }
  }

  /** What stands in the place of a header is none. */
  private static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** Gives the member that begins here, and goes behind it; false at the end. */
  private boolean readMember() throws IOException, DamagedException {
    ByteArrayOutputStream before = new ByteArrayOutputStream();
    byte[] block = window.block(at);
    TarArchiveEntry entry = entry(block, before.size());
    while (entry != null && isOfNext(entry)) {
      long size = entry.getSize();
      if (size < 0 || size > MOST_BEFORE_MEMBER - before.size()) {
        throw new DamagedException();
      }
      int whole = BLOCK + (int) padded(size);
      before.write(window.bytes(at, whole));
      at += whole;
      block = window.block(at);
      entry = entry(block, before.size());
    }
    if (entry == null) {
      return false;
    }
    give(before.size() == 0 ? entry : whole(before, block), entry);
    return true;
  }

  /** What a header says; null for the empty one that ends a tar. */
  private static @Nullable TarArchiveEntry entry(byte[] block, int before) throws DamagedException {
    if (before == 0 && isEmpty(block)) {
      return null;
    }
    try {
      TarArchiveEntry entry = new TarArchiveEntry(block, ENCODING, /* lenient= */ true);
      if (entry.isCheckSumOK()) {
        return entry;
      }
    } catch (IOException | RuntimeException e) { // by which the library says what it cannot read
      DamagedException damaged = new DamagedException();
      damaged.initCause(e);
      throw damaged;
    }
    throw new DamagedException();
  }

  private static boolean isEmpty(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is no member, but says more of the next one: its long name, its attributes. */
  private static boolean isOfNext(TarArchiveEntry entry) {
    return entry.isPaxHeader()
        || entry.isGlobalPaxHeader()
        || entry.isGNULongNameEntry()
        || entry.isGNULongLinkEntry();
  }

  private static TarArchiveEntry whole(ByteArrayOutputStream before, byte[] block)
      throws DamagedException {
    byte[] last = block.clone();
    last[IS_EXTENDED] = 0;
    before.writeBytes(last);
    before.writeBytes(NO_HOLES);
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(
            new ByteArrayInputStream(before.toByteArray()), BLOCK, BLOCK, UTF_8, true)) {
      TarArchiveEntry entry = in.getNextEntry();
      if (entry != null) {
        return entry;
      }
    } catch (IOException | RuntimeException e) {
      DamagedException damaged = new DamagedException();
      damaged.initCause(e);
      throw damaged;
    }
    throw new DamagedException();
  }

  /**
   * @param header what the last header says of the member alone
   */
  private void give(TarArchiveEntry entry, TarArchiveEntry header)
      throws IOException, DamagedException {
    String name = MemberName.plain(entry.getName());
    long length = hasBytes(header.getLinkFlag()) ? entry.getSize() : 0;
    if (length < 0) {
      throw new DamagedException();
    }
    at += BLOCK;
    boolean more = header.isGNUSparse() && header.isExtended();
    while (more) {
      more = new TarArchiveSparseEntry(window.block(at)).isExtended();
      at += BLOCK;
    }
    if (length > window.size() - at) {
      throw new EOFException(", in the member " + name);
    }
    if (!entry.isDirectory() && !name.isEmpty()) {
      members.accept(new TarMember(name, at, length, target(name, entry), fault(name, entry)));
    }
    at += padded(length);
  }

  private static boolean hasBytes(byte kind) {
    return kind < TarConstants.LF_LINK || kind > TarConstants.LF_FIFO;
  }

  private static long padded(long size) {
    return size + BLOCK - 1 - (size + BLOCK - 1) % BLOCK;
  }

  private static @Nullable String target(String name, TarArchiveEntry entry) {
    if (entry.isLink()) {
      return MemberName.plain(entry.getLinkName());
    }
    return entry.isSymbolicLink() ? MemberName.target(name, entry.getLinkName()) : null;
  }

  private static @Nullable String fault(String name, TarArchiveEntry entry) {
    if (!MemberName.isText(name)) {
      return NO_TEXT;
    }
    if (entry.isSparse()) {
      return SPARSE;
    }
    byte kind = entry.getLinkFlag();
    return entry.isLink()
            || entry.isSymbolicLink()
            || kind == TarConstants.LF_OLDNORM
            || kind == TarConstants.LF_NORMAL
            || kind == TarConstants.LF_CONTIG
        ? null
        : "is of the kind '%c' in the tar, which is no file: pack it again".formatted((char) kind);
  }
}
