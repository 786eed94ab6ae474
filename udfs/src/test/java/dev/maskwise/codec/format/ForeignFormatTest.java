package dev.maskwise.codec.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no label map is named as what it is. */
class ForeignFormatTest {

  /** The beginning of a file, a character a byte, and what is said of it. */
  record Given(String beginning, String said) {}

  private static final String AS_PNG = ": save the label map as PNG";

  static Given[] files() {
    return new Given[] {
      new Given(
          "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0",
          "is a JPEG image, whose compression changes labels" + AS_PNG),
      new Given("\0\0\0\fjP  \r\n\u0087\n", "is a JPEG 2000 image" + AS_PNG),
      new Given("RIFF\20\0\0\0WEBPVP8L", "is a WebP image" + AS_PNG),
      new Given("\0\0\0 ftypavif\0\0\0\0", "is an AVIF image" + AS_PNG),
      new Given("\0\0\0 ftypheic\0\0\0\0", "is a HEIF image or a video" + AS_PNG),
      new Given("P5\n2 1\n255\n\1\2", "is a Netpbm image" + AS_PNG),
      new Given(
          header(348, "n+1\0"),
          "is a NIfTI volume: save its slices as .npy files, as numpy.save does"),
      new Given(
          "\0\0\u0002\u001cn+2\0\r\n\u001a\n",
          "is a NIfTI volume: save its slices as .npy files, as numpy.save does"),
      new Given(
          "\0".repeat(128) + "DICM\2\0\0\0UL",
          "is a DICOM file: save its pixels as .npy or PNG files, one an image"),
      new Given(
          "MATLAB 5.0 MAT-file, Platform: GLNXA64",
          "is a MATLAB file: save its arrays as .npy files, one an image"),
      new Given(
          "\u0089HDF\r\n\u001a\n\0\0",
          "is an HDF5 file: save its arrays as .npy files, one an image"),
      new Given(
          "\u0080\4\u0095\u0010\0",
          "is a pickle of Python, which is never read: save its arrays as .npy files, one an image"),
      new Given(
          "PK\3\4\0\0\b\b\0\0\0\0\0\0" + "\0".repeat(12) + "\20\0\0\0archive/data.pkl",
          "is a file of PyTorch, which is never read: save its arrays as .npy files, one an image"),
      new Given(
          "PAR1\25\4\25",
          "is a Parquet file: name the table itself, TABLE#COLUMN, in place of a directory"),
      new Given("%PDF-1.4\n%\u00e2", "is a PDF" + AS_PNG),
      new Given("PK\5\6" + "\0".repeat(18), "is an empty ZIP archive"),
      new Given(header(257, "ustar\00000"), "is a tar archive: unpack it"),
      new Given(
          "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
          "is a pointer of Git LFS and not the file itself: fetch it by git lfs pull"),
      new Given(
          "{\"images\": [], \"annotations\": [{\"segmentation\": []}]}",
          "is COCO JSON, whose polygons and runs are no label maps: draw them into PNG files, one an image, as annToMask of pycocotools does"),
      new Given(
          "\n{ \"imgHeight\": 4, \"objects\" : [] }",
          "is JSON of polygons, as LabelMe and Cityscapes write it: draw them into PNG files, one an image"),
      new Given("[[0, 1], [1, 0]]", "is JSON" + AS_PNG),
      new Given(
          "<!DOCTYPE html>\n<html><body>404",
          "is an HTML page, as servers send in place of a file: fetch the file again"),
      new Given("<?xml version=\"1.0\"?><annotation/>", "is an XML or SVG file" + AS_PNG),
      new Given("0 1 1\n0 0 2\n", "is a text file" + AS_PNG),
      new Given(
          "\1\2\3\4\5",
          "is of no format that is read, which are PNG, TIFF, NumPy, BMP and GIF (docs/inputs.md): it starts with the bytes 01 02 03 04"),
      new Given(
          "\1",
          "is of no format that is read, which are PNG, TIFF, NumPy, BMP and GIF (docs/inputs.md): it starts with the bytes 01"),
      new Given("", "is empty: it has no bytes"),
    };
  }

  /** Zeros, and a text at a place. */
  private static String header(int end, String text) {
    return "\0".repeat(end == 257 ? end : end - text.length()) + text;
  }

  @ParameterizedTest
  @MethodSource("files")
  void isNamedAsWhatItIs(Given file) {
    refused(file.beginning.getBytes(ISO_8859_1), file.said);
  }

  @Test
  void whatGzipHidesIsNamedToo() throws IOException {
    byte[] nifti = header(348, "n+1\0").getBytes(ISO_8859_1);
    refused(
        gzip(nifti),
        "is compressed by gzip, and unpacked is a NIfTI volume: save its slices as .npy files, as"
            + " numpy.save does");
    refused(gzip(new byte[] {1, 2}), "is compressed by gzip: unpack it");
    refused(Arrays.copyOf(gzip(nifti), 20), "is compressed by gzip: unpack it");
  }

  @Test
  void anyBytesHaveASentence() {
    for (long seed = 0; seed < 2000; seed++) {
      byte[] noise = new byte[1 + new SplittableRandom(seed).nextInt(600)];
      new SplittableRandom(seed).nextBytes(noise);
      Given[] known = files();
      byte[] start = known[(int) (seed % (known.length - 1))].beginning.getBytes(ISO_8859_1);
      System.arraycopy(start, 0, noise, 0, Math.min(start.length, noise.length));
      assertThat(ForeignFormat.clause(noise)).startsWith("is ");
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static void refused(byte[] file, String said) {
    assertThatThrownBy(() -> LabelMaps.open(file, 1 << 20))
        .isInstanceOf(MalformedException.class)
        .hasMessage(said);
  }
}
