package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tars of masks give what a directory of the same masks gives. */
class ShardsTest {
  private static final int IMAGES = 12;

  @TempDir Path directory;

  /** Writes members, in the order of their names, as shards {@code 000.tar}, {@code 001.tar}, …. */
  static void write(Path to, Map<String, byte[]> members, int shards) throws IOException {
    Files.createDirectories(to);
    List<Map.Entry<String, byte[]>> all = new ArrayList<>(new TreeMap<>(members).entrySet());
    for (int s = 0; s < shards; s++) {
      Path shard = to.resolve("%03d.tar".formatted(s));
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(shard));
          TarArchiveOutputStream tar = new TarArchiveOutputStream(file, "UTF-8")) {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        int end = all.size() * (s + 1) / shards;
        for (Map.Entry<String, byte[]> member : all.subList(all.size() * s / shards, end)) {
          TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
          entry.setSize(member.getValue().length);
          tar.putArchiveEntry(entry);
          tar.write(member.getValue());
          tar.closeArchiveEntry();
        }
      }
    }
  }

  /** The files of a directory, by their paths with another ending. */
  static Map<String, byte[]> members(Path files, String ending) throws IOException {
    Map<String, byte[]> members = new TreeMap<>();
    try (Stream<Path> all = Files.walk(files)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = files.relativize(file).toString();
        String end = ending.isEmpty() ? name.substring(name.lastIndexOf('.')) : ending;
        members.put(name.substring(0, name.lastIndexOf('.')) + end, Files.readAllBytes(file));
      }
    }
    return members;
  }

  @BeforeEach
  void writeMasks() throws IOException {
    Masks.dataSet(directory, IMAGES);
    write(directory.resolve("truth-s"), members(directory.resolve("truth"), ""), 2);
    write(directory.resolve("a-s"), members(directory.resolve("a"), ""), 3);
    Map<String, byte[]> all = members(directory.resolve("truth"), ".truth.png");
    all.putAll(members(directory.resolve("a"), ".a.png"));
    all.putAll(members(directory.resolve("b"), ".b.png"));
    all.put("x/0.json", new byte[] {'{', '}'});
    write(directory.resolve("all"), all, 4);
  }

  private MaskwiseRun run(String out, String words) {
    List<String> arguments = new ArrayList<>(List.of("evaluate"));
    arguments.addAll(List.of(words.replace("@", directory.toString()).strip().split(" +", -1)));
    arguments.addAll(List.of("--out", directory.resolve(out).toString()));
    return MaskwiseRun.of(arguments.toArray(String[]::new));
  }

  private String metrics(String out) throws IOException {
    return MaskwiseRun.metrics(Files.readString(directory.resolve(out + "/summary.json")));
  }

  private static final String LABELS = "--classes 4 ";
  private static final String FILES = "--truth @/truth --prediction a=@/a --prediction b=@/b ";

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--truth @/all/*.tar#truth.png --prediction a=@/all/{000..003}.tar#a.png"
            + " --prediction b=@/all#.b.png",
        "--truth @/truth-s/{000..001}.tar --prediction a=@/a-s --prediction b=@/b",
        "--truth @/truth --prediction a=@/a-s/{000,001,002}.tar#png --prediction b=@/all/00?.tar"
            + " --prediction-suffix .b.png",
      })
  void metricsAreThoseOfTheFiles(String words) throws IOException {
    run("files", LABELS + FILES).succeeds();
    run("shards", LABELS + words).succeeds();
    assertThat(metrics("shards")).isEqualTo(metrics("files"));
    assertThat(MaskwiseRun.lines(directory.resolve("shards"), "per_image.parquet", this::isNumber))
        .isEqualTo(
            MaskwiseRun.lines(directory.resolve("files"), "per_image.parquet", this::isNumber));
  }

  private boolean isNumber(String column) {
    return !column.contains("listing") && !column.contains("state");
  }

  /**
   * Truth and models in the same tars: their headers are read once, and each remark is made once.
   */
  @Test
  void ofSharedTarsEverythingIsSaidOnce() throws IOException {
    String words = "--truth @/all#truth.png --prediction a=@/all#a.png ";
    MaskwiseRun run = run("shared", LABELS + words).succeeds();
    assertThat(run.out().lines().filter(line -> line.contains("left aside")))
        .containsExactly(
            "file:%s/all: 13 members that are no masks by their names were left aside, such as x/9.b.png."
                .formatted(directory));
    assertThat(run("three", LABELS + words + "--prediction b=@/all#b.png").succeeds().out().lines())
        .filteredOn(line -> line.contains("left aside"))
        .containsExactly(
            "file:%s/all: 1 member that is no mask by its name was left aside: x/0.json."
                .formatted(directory));
    Path cut = directory.resolve("all/003.tar");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 3000));
    MaskwiseRun skipped = run("cut", LABELS + words + "--on-reject skip").succeeds();
    assertThat(skipped.out().lines().filter(line -> line.contains("lost in it"))).hasSize(1);
  }

  /** A query pairs them with a table. */
  @Tag("slow")
  @Test
  void besideATable() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      rows.add(
          RowFactory.create(
              "x/" + i, Files.readAllBytes(directory.resolve("truth/x/" + i + ".png"))));
    }
    MaskwiseRun.spark()
        .createDataFrame(rows, StructType.fromDDL("image_id string, mask binary"))
        .write()
        .parquet(directory.resolve("truth.parquet").toString());
    run("files", LABELS + "--truth @/truth --prediction a=@/a").succeeds();
    run("table", LABELS + "--truth @/truth.parquet --prediction a=@/all/*.tar#a.png").succeeds();
    run("shards", LABELS + "--truth @/a-s --prediction a=@/truth.parquet").succeeds();
    assertThat(metrics("table")).isEqualTo(metrics("files"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "@/all/000.tar; holds both x/0.a.png and x/0.b.png: say which members are meant by what"
            + " they end in, such as file:@/all/000.tar#a.png.",
        "@/all/{000..009}.tar; names @/all/004.tar, which does not exist: check the path.",
        "@/none/*.tar; matches no tar: check the path.",
        "@/all/000.tar#mask.png; holds no member that ends in .mask.png, only others, such as x/",
        "@/all/000.tar.gz; does not exist",
        "@/packed/a.tgz; is compressed as a whole, so that no mask can be read without all before",
        "@/packed/*.tgz; is compressed as a whole",
        "@/noise/0.tar; holds no tar that can be read: file:@/noise/0.tar is a text file, no tar: write it",
        "@/noise/1.tar; 1.tar is compressed by gzip: unpack it.",
        "@/noise/2.tar; 2.tar is a file without a byte",
        "@/all/{0..9999999}.tar; is no pattern of tars: {0..9999999} stands for more than",
      })
  void whatCannotBeReadIsSaidInOneSentence(String truth, String sentence) throws IOException {
    for (String name : List.of("packed/a.tgz", "packed/b.tgz", "noise/0.tar", "noise/1.tar")) {
      Masks.bytes(directory.resolve(name), new byte[3000]);
    }
    byte[] noise = new byte[3000];
    Arrays.fill(noise, (byte) 'x');
    Masks.bytes(directory.resolve("noise/0.tar"), noise);
    noise[0] = 0x1f;
    noise[1] = (byte) 0x8b;
    Masks.bytes(directory.resolve("noise/1.tar"), noise);
    Masks.bytes(directory.resolve("noise/2.tar"), new byte[0]);
    MaskwiseRun run = run("refused", LABELS + "--prediction @/a --truth " + truth);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(sentence.replace("@", directory.toString()))
        .hasLineCount(1)
        .doesNotContain("null", "Exception");
  }

  /** The last shard of three is cut in its second member of four. */
  @Test
  void ofACutShardTheWholeMembersCount() throws IOException {
    Path cut = directory.resolve("a-s/002.tar");
    byte[] tar = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(tar, 1024 + 512 + 30));
    String words = LABELS + "--truth @/truth --prediction a=@/a-s ";
    MaskwiseRun failed = run("failed", words);
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .startsWith("maskwise: file:" + cut + " is a tar that is cut off at the byte 1,566, in")
        .endsWith(", or go on without it with --on-reject skip.\n")
        .hasLineCount(1);
    MaskwiseRun skipped = run("skipped", words + "--on-reject skip").succeeds();
    assertThat(skipped.out()).contains("002.tar is a tar that is cut off", "lost in it");
    assertThat(MaskwiseRun.summary(directory.resolve("skipped")).get("images").toString())
        .contains("\"evaluated\":9", "\"missing_prediction\":3");
    assertThat(MaskwiseRun.table(directory.resolve("skipped"), "rejected.parquet"))
        .extracting(row -> row.getAs("path") + " " + row.getAs("kind"))
        .contains("file:" + cut + " unreadable")
        .noneMatch(line -> line.contains("/truth "));
    assertThat(MaskwiseRun.table(directory.resolve("skipped"), "rejected.parquet"))
        .filteredOn(row -> "missing_prediction".equals(row.getAs("kind")))
        .hasSize(3)
        .allSatisfy(
            row ->
                assertThat((String) row.getAs("reason"))
                    .startsWith(
                        "holds no prediction for the image, unless in what cannot be read: file:"
                            + cut
                            + " is a tar that is cut off at the byte 1,566"));
    run("queried", words + "--on-reject skip --reuse @/skipped").succeeds();
    assertThat(metrics("queried")).isEqualTo(metrics("skipped"));
    assertThat(MaskwiseRun.table(directory.resolve("queried"), "rejected.parquet"))
        .containsExactlyInAnyOrderElementsOf(
            MaskwiseRun.table(directory.resolve("skipped"), "rejected.parquet"));
  }

  /** Real masks, many a shard, the truth and both models in the same shards and in others. */
  @Test
  void camVid() throws IOException {
    CamVid.expected();
    Map<String, byte[]> all = members(CamVid.DIRECTORY.resolve("truth"), ".truth.png");
    all.putAll(members(CamVid.DIRECTORY.resolve("base"), ".base.png"));
    all.putAll(members(CamVid.DIRECTORY.resolve("small"), ".small.png"));
    write(directory.resolve("cv"), all, 5);
    write(directory.resolve("cv-small"), members(CamVid.DIRECTORY.resolve("small"), ""), 3);
    String words = "--classes 11 --ignore 11 ";
    String in = CamVid.DIRECTORY.toString();
    run(
            "files",
            words
                + "--truth %1$s/truth --prediction b=%1$s/base --prediction s=%1$s/small"
                    .formatted(in))
        .succeeds();
    run(
            "same",
            words
                + "--truth @/cv#truth.png --prediction b=@/cv#base.png --prediction s=@/cv#small.png")
        .succeeds();
    run(
            "others",
            words
                + "--truth @/cv/{000..004}.tar#truth.png --prediction b="
                + in
                + "/base --prediction s=@/cv-small/*.tar")
        .succeeds();
    assertThat(metrics("same")).isEqualTo(metrics("files"));
    assertThat(metrics("others")).isEqualTo(metrics("files"));
  }

  /** Scores are read as streams, of several models out of one shard at once. */
  @Tag("slow")
  @Test
  void camVidScores() throws IOException {
    CamVid.expected();
    Path logits = CamVid.DIRECTORY.resolve("car_logits");
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(logits)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".npy")).toList()) {
        String key = file.getFileName().toString().replace(".npy", "");
        byte[] truth = Files.readAllBytes(CamVid.DIRECTORY.resolve("truth/" + key + ".png"));
        Masks.bytes(directory.resolve("t/" + key + ".png"), truth);
        Masks.bytes(directory.resolve("l/" + key + ".npy"), Files.readAllBytes(file));
        all.put(key + ".truth.png", truth);
        all.put(key + ".a.npy", Files.readAllBytes(file));
        all.put(key + ".b.npy", Files.readAllBytes(file));
      }
    }
    write(directory.resolve("scores"), all, 2);
    String words = "--task binary --score logit --foreground 8 --classes 11 --ignore 11 ";
    run("files", words + "--truth @/t --prediction a=@/l --prediction b=@/l").succeeds();
    run(
            "shards",
            words
                + "--truth @/scores#truth.png --prediction a=@/scores#a.npy --prediction b=@/scores#b.npy")
        .succeeds();
    assertThat(metrics("shards")).isEqualTo(metrics("files"));
  }

  @Test
  void aMemberThatIsNoMaskIsRejectedByName() throws IOException {
    Map<String, byte[]> members = members(directory.resolve("a"), "");
    members.put("x/3.png", new byte[] {1, 2, 3});
    write(directory.resolve("bad"), members, 1);
    MaskwiseRun run = run("bad-out", LABELS + "--truth @/truth --prediction a=@/bad/000.tar");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("x/3: file:" + directory + "/bad/000.tar#x/3.png ");
  }

  @Tag("slow")
  @Test
  void ofUnchangedMembersTheNumbersAreTaken() throws IOException {
    String words = LABELS + "--truth @/truth-s --prediction a=@/a-s/{000..002}.tar ";
    run("first", words).succeeds();
    assertThat(run("same", words + "--reuse @/first").succeeds().out())
        .contains("12 images were taken from the run", " and 0 read.");
    Map<String, byte[]> members = members(directory.resolve("a"), "");
    members.put("x/0.png", Masks.png(Masks.random(99, 4)));
    write(directory.resolve("a-n"), members, 3);
    Files.move(
        directory.resolve("a-n/000.tar"),
        directory.resolve("a-s/000.tar"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(run("next", words + "--reuse @/first").succeeds().out())
        .contains("8 images were taken from the run", " and 4 read.");
    run("full", words).succeeds();
    assertThat(metrics("next")).isEqualTo(metrics("full")).isNotEqualTo(metrics("first"));
  }

  @Test
  void picturesAreThoseOfTheFiles() throws IOException {
    run("files", LABELS + "--truth @/truth --prediction a=@/a").succeeds();
    run("shards", LABELS + "--truth @/all/*.tar#truth.png --prediction a=@/a-s").succeeds();
    assertThat(pictures("shards")).hasSizeGreaterThan(10).isEqualTo(pictures("files"));
  }

  private List<String> pictures(String run) throws IOException {
    Path page = directory.resolve(run + ".html");
    MaskwiseRun.plain(
            "report", "--run", directory.resolve(run).toString(), "--out", page.toString())
        .succeeds();
    return Pattern.compile("data:image/png[^\"]*")
        .matcher(Files.readString(page))
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
