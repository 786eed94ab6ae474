package dev.maskwise.reader.tar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.reader.file.SeekableFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of tars of several writers, and of none. */
class TarHeadersTest {
  private static final int BLOCK = 512;

  /** A file in memory that knows how much of it was read. */
  private static final class Bytes implements SeekableFile {
    private final byte[] bytes;
    private long read;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(long from, byte[] into, int at, int length) {
      int count = (int) Math.min(length, bytes.length - from);
      System.arraycopy(bytes, (int) from, into, at, count);
      read += count;
      return count;
    }

    @Override
    public void close() {}
  }

  /** What is said of a tar. */
  private record Told(List<TarMember> members, @Nullable String fault) {
    TarMember member(String name) {
      return members.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }
  }

  private static Told told(byte[] tar) throws IOException {
    List<TarMember> members = new ArrayList<>();
    String fault = TarHeaders.read(new Bytes(tar), tar.length, members::add);
    return new Told(members, fault);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = TarHeadersTest.class.getResourceAsStream(name + ".tar.gz");
        InputStream tar = new GZIPInputStream(in)) {
      return tar.readAllBytes();
    }
  }

  private static byte[] contents(byte[] tar, TarMember member) {
    int from = (int) member.offset();
    return Arrays.copyOfRange(tar, from, from + (int) member.length());
  }

  /**
   * Files of Python's tarfile and of GNU tar: the library's own reader, which reads all, agrees.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "python-gnu",
        "python-pax",
        "python-ustar",
        "gnutar-gnu",
        "gnutar-oldgnu",
        "gnutar-posix",
        "gnutar-ustar",
        "gnutar-v7"
      })
  void everyFormIsRead(String name) throws IOException {
    byte[] tar = resource(name);
    Told told = told(tar);
    assertThat(told.fault()).isNull();
    Map<String, byte[]> expected = new HashMap<>();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          expected.put(entry.getName().replaceFirst("^\\./", ""), in.readAllBytes());
        }
      }
    }
    assertThat(expected).hasSizeGreaterThan(5);
    assertThat(told.members())
        .extracting(TarMember::name)
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (TarMember member : told.members()) {
      assertThat(contents(tar, member)).as(member.name()).isEqualTo(expected.get(member.name()));
      assertThat(member.fault()).isNull();
    }
    assertThat(expected.keySet()).anyMatch(key -> key.matches("straße.*"));
    List<String> targets = new ArrayList<>();
    told.members().stream()
        .filter(member -> member.target() != null)
        .forEach(member -> targets.add(member.name() + "→" + member.target()));
    assertThat(targets).hasSize(2).contains("link.a.png→plain.a.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu-0.0", "posix-0.0", "posix-0.1", "posix-1.0"})
  void membersWithHolesAreNamedAndPassedOver(String form) throws IOException {
    Told told = told(resource("sparse-" + form));
    assertThat(told.fault()).isNull();
    assertThat(told.members())
        .extracting(TarMember::name)
        .containsExactlyInAnyOrder("sparse.truth.png", "many.truth.png", "plain.truth.png");
    assertThat(told.member("plain.truth.png").fault()).isNull();
    for (String name : List.of("sparse.truth.png", "many.truth.png")) {
      assertThat(told.member(name).fault()).contains("with holes: pack it again without --sparse");
    }
  }

  private static byte[] tar(int members, int bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, BLOCK, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
      for (int i = 0; i < members; i++) {
        byte[] content = new byte[bytes];
        Arrays.fill(content, (byte) i);
        TarArchiveEntry entry =
            new TarArchiveEntry("./%s/%d.png".formatted("d".repeat(60 * i % 150 + 1), i));
        entry.setSize(bytes);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  /** Large members are passed over; small ones are not asked for one by one. */
  @Test
  void contentsAreNotRead() throws IOException {
    byte[] tar = tar(40, 1 << 20);
    Bytes file = new Bytes(tar);
    List<TarMember> members = new ArrayList<>();
    assertThat(TarHeaders.read(file, tar.length, members::add)).isNull();
    assertThat(members).hasSize(40);
    assertThat(file.read).isLessThan(40 * 10_000);
  }

  /** Sizes of eight GiB and more are no octal digits, in the form of GNU. */
  @Test
  void sizesInBase256() throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("large.npy");
    entry.setSize(9L << 30);
    byte[] header = new byte[BLOCK];
    entry.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
    assertThat(header[124] & 0x80).isNotZero();
    SeekableFile file =
        new SeekableFile() {
          @Override
          public int read(long from, byte[] into, int at, int length) {
            Arrays.fill(into, at, at + length, (byte) 0);
            if (from == 0) {
              System.arraycopy(header, 0, into, at, BLOCK);
            }
            return length;
          }

          @Override
          public void close() {}
        };
    List<TarMember> members = new ArrayList<>();
    assertThat(TarHeaders.read(file, (9L << 30) + 3 * BLOCK, members::add)).isNull();
    assertThat(members).containsExactly(new TarMember("large.npy", BLOCK, 9L << 30, null, null));
    assertThat(TarHeaders.read(file, 8L << 30, members::add)).contains("cut off", "large.npy");
  }

  @Test
  void aCutTarGivesWhatIsWhole() throws IOException {
    byte[] tar = tar(10, 1000);
    int all = told(tar).members().size();
    int last = -1;
    for (int length = 64; length <= tar.length - 2 * BLOCK; length += 64) {
      Told cut = told(Arrays.copyOf(tar, length));
      assertThat(cut.fault()).as("%d", length).contains("is a tar that is cut off at the byte ");
      assertThat(cut.members().size()).isBetween(Math.max(last, 0), all);
      last = cut.members().size();
    }
    assertThat(last).isEqualTo(all);
  }

  @Test
  void whatIsNoTarIsSaid() throws IOException {
    assertThat(told(new byte[0]).fault()).startsWith("is a file without a byte");
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    assertThat(told(noise).fault()).isEqualTo("is no tar: write it again, or remove it");
    byte[] tar = tar(3, 700);
    byte[] damaged = tar.clone();
    Arrays.fill(damaged, 3 * BLOCK, 4 * BLOCK, (byte) 7);
    assertThat(told(damaged).fault()).contains("is damaged at the byte 1,536, where no member");
    assertThat(told(damaged).members()).hasSize(1);
  }

  /** Before a member, a name of a gigabyte is announced. */
  @Test
  void longNamesTakeNoMemory() throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    entry.setSize(1L << 30);
    byte[] header = new byte[4 * BLOCK];
    entry.writeEntryHeader(header);
    List<TarMember> members = new ArrayList<>();
    assertThat(TarHeaders.read(new Bytes(header), 2L << 30, members::add)).contains("is no tar");
  }

  /** Whatever bytes stand there, it ends, with members that lie within the file. */
  @Test
  void mutatedTars() throws IOException {
    Random random = new Random(7);
    List<byte[]> tars = new ArrayList<>();
    for (String name : List.of("python-pax", "python-gnu", "gnutar-posix", "sparse-posix-1.0")) {
      tars.add(resource(name));
    }
    int faults = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] tar = tars.get(i % tars.size()).clone();
      int changes = 1 + random.nextInt(4);
      for (int c = 0; c < changes; c++) {
        int block = random.nextInt(tar.length / BLOCK) * BLOCK;
        tar[block + random.nextInt(BLOCK)] = (byte) random.nextInt(256);
        if (i % 2 == 0) {
          sum(tar, block); // so that the header is believed
        }
      }
      byte[] cut = i % 5 == 0 ? Arrays.copyOf(tar, random.nextInt(tar.length)) : tar;
      Told told = told(cut);
      faults += told.fault() == null ? 0 : 1;
      for (TarMember member : told.members()) {
        assertThat(member.offset() + member.length()).isLessThanOrEqualTo(cut.length);
        assertThat(member.length()).isNotNegative();
      }
    }
    assertThat(faults).isBetween(500, 3_900);
  }

  private static void sum(byte[] tar, int block) {
    Arrays.fill(tar, block + 148, block + 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += Byte.toUnsignedInt(tar[block + i]);
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, tar, block + 148, digits.length);
  }
}
