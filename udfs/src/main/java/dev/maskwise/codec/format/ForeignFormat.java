package dev.maskwise.codec.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * What is given as a label map and is none, told by its content: what it is, and what to do.
 *
 * @param said follows the name of the file
 * @param begins whether a text is the beginning of such a file, a character a byte
 */
record ForeignFormat(String said, Predicate<String> begins) {
  /** Characters of a file that are looked at. */
  static final int BEGINNING = 1 << 16;

  private static final String AS_PNG = ": save the label map as PNG";
  private static final String AS_ARRAYS = ": save its arrays as .npy files, one an image";
  private static final String UNPACK = ": unpack it";

  private static final String GZIP = "\u001f\u008b";

  /** Where the first version of NIfTI says that it is one. */
  private static final int NIFTI_MAGIC = 344;

  private static final List<ForeignFormat> ALL =
      List.of(
          at(0, "\u00ff\u00d8\u00ff", "a JPEG image, whose compression changes labels" + AS_PNG),
          at(0, "\0\0\0\fjP  ", "a JPEG 2000 image" + AS_PNG),
          at(0, "\u00ffO\u00ffQ", "a JPEG 2000 image" + AS_PNG),
          at(8, "WEBP", "a WebP image" + AS_PNG),
          at(4, "ftypavif", "an AVIF image" + AS_PNG),
          at(4, "ftyp", "a HEIF image or a video" + AS_PNG),
          at(0, "v/1\u0001", "an OpenEXR image" + AS_PNG),
          at(0, "8BPS", "a Photoshop file" + AS_PNG),
          matching("(?s)P[1-7]\\s.*", "a Netpbm image" + AS_PNG),
          new ForeignFormat(
              "is a NIfTI volume: save its slices as .npy files, as numpy.save does",
              ForeignFormat::isNifti),
          at(128, "DICM", "a DICOM file: save its pixels as .npy or PNG files, one an image"),
          at(0, "MATLAB 7.3", "a MATLAB file" + AS_ARRAYS),
          at(0, "MATLAB 5.0", "a MATLAB file" + AS_ARRAYS),
          at(0, "\u0089HDF\r\n\u001a\n", "an HDF5 file" + AS_ARRAYS),
          at(0, "CDF\u0001", "a NetCDF file" + AS_ARRAYS),
          at(0, "CDF\u0002", "a NetCDF file" + AS_ARRAYS),
          at(0, "NRRD0", "an NRRD volume: save its slices as .npy files"),
          matching("(?s)ObjectType\\s*=.*", "a MetaImage volume: save its slices as .npy files"),
          matching(
              "(?s)\u0080[\u0002-\u0005].*",
              "a pickle of Python, which is never read: save its arrays as .npy files, one an"
                  + " image"),
          at(
              0,
              "PAR1",
              "a Parquet file: name the table itself, TABLE#COLUMN, in place of a directory"),
          at(0, "%PDF", "a PDF" + AS_PNG),
          matching(
              "(?s)PK\u0003\u0004.{26}[ -~]{0,99}data\\.pkl.*",
              "a file of PyTorch, which is never read" + AS_ARRAYS),
          at(0, "PK\u0003\u0004", "a ZIP archive" + UNPACK),
          at(0, "PK\u0005\u0006", "an empty ZIP archive"),
          at(0, "7z\u00bc\u00af", "a 7z archive" + UNPACK),
          at(0, "Rar!", "a RAR archive" + UNPACK),
          at(257, "ustar", "a tar archive" + UNPACK),
          at(0, "BZh", "a bzip2 file" + UNPACK),
          at(0, "\u00fd7zXZ", "an xz file" + UNPACK),
          at(0, "(\u00b5/\u00fd", "a Zstandard file" + UNPACK),
          at(
              0,
              "version https://git-lfs",
              "a pointer of Git LFS and not the file itself: fetch it by git lfs pull"),
          matching(
              "(?s)\\s*\\{.*\"(annotations|segmentation|categories)\"\\s*:.*",
              "COCO JSON, whose polygons and runs are no label maps: draw them into PNG files, one"
                  + " an image, as annToMask of pycocotools does"),
          matching(
              "(?s)\\s*\\{.*\"(shapes|objects)\"\\s*:.*",
              "JSON of polygons, as LabelMe and Cityscapes write it: draw them into PNG files, one"
                  + " an image"),
          matching("(?s)\\s*[\\[{]\\s*[\\[{\"\\d\\]}-].*", "JSON" + AS_PNG),
          matching(
              "(?is)\\s*(<!doctype html|<html).*",
              "an HTML page, as servers send in place of a file: fetch the file again"),
          matching("(?s)(\u00ef\u00bb\u00bf)?\\s*<(svg|\\?xml).*", "an XML or SVG file" + AS_PNG),
          matching("[\\t\\n\\f\\r -~\u0080-\u00ff]+", "a text file" + AS_PNG));

  private static ForeignFormat at(int place, String magic, String what) {
    return new ForeignFormat("is " + what, beginning -> beginning.startsWith(magic, place));
  }

  private static ForeignFormat matching(String regex, String what) {
    return new ForeignFormat("is " + what, beginning -> beginning.matches(regex));
  }

  private static boolean isNifti(String beginning) {
    return beginning.startsWith("n+1\0", NIFTI_MAGIC)
        || beginning.startsWith("ni1\0", NIFTI_MAGIC)
        || beginning.startsWith("n+2\0", Integer.BYTES)
        || beginning.startsWith("ni2\0", Integer.BYTES);
  }

  /** What a file is that is of no format that is read, and what to do: follows its name. */
  static String clause(byte[] file) {
    if (file.length == 0) {
      return "is empty: it has no bytes";
    }
    String beginning = text(file, file.length);
    if (beginning.startsWith(GZIP)) {
      return find(unpacked(file))
          .map(inside -> "is compressed by gzip, and unpacked " + inside)
          .orElse("is compressed by gzip: unpack it");
    }
    return find(beginning)
        .orElseGet(
            () ->
                "is of no format that is read, which are PNG, TIFF, NumPy, BMP and GIF"
                    + " (docs/inputs.md): it starts with the bytes "
                    + HexFormat.ofDelimiter(" ").formatHex(file, 0, Math.min(file.length, 4)));
  }

  private static Optional<String> find(String beginning) {
    return ALL.stream()
        .filter(format -> format.begins.test(beginning))
        .findFirst()
        .map(ForeignFormat::said);
  }

  private static String unpacked(byte[] file) {
    byte[] beginning = new byte[BEGINNING];
    int count = 0;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      count = in.readNBytes(beginning, 0, BEGINNING);
    } catch (IOException e) {
      return ""; // It is not told what a damaged file holds.
    }
    return text(beginning, count);
  }

  private static String text(byte[] bytes, int count) {
    return new String(bytes, 0, Math.min(count, BEGINNING), ISO_8859_1);
  }
}
