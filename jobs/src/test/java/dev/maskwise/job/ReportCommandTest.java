package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.demo.DemoDataSet;
import dev.maskwise.metric.Task;
import dev.maskwise.run.page.RunPage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of a run, as the command writes it. */
class ReportCommandTest {
  private static final int MOST_BYTES = 1_000_000;
  private static final String DATA =
      " --truth @data/truth --classes @data/classes.txt --ignore 255 --slice (?<condition>[^/]+)/";

  @TempDir static Path directory;

  @BeforeAll
  static void evaluate() throws IOException {
    DemoDataSet.write(directory.resolve("data"), 12, 96, 48);
    run("evaluate --out @both --prediction sharp=@data/sharp --prediction coarse=@data/coarse"
            + DATA)
        .succeeds();
    run("evaluate --out @before --prediction net=@data/sharp" + DATA).succeeds();
    run("evaluate --out @after --prediction net=@data/coarse" + DATA).succeeds();
  }

  private static MaskwiseRun run(String words) {
    return MaskwiseRun.plain(words.replace("@", directory + "/").split(" ", -1));
  }

  private static String page(String name, String words) throws IOException {
    run("report --out @" + name + " " + words).succeeds();
    return Files.readString(directory.resolve(name));
  }

  private static String refusal(String words) {
    MaskwiseRun run = run(words);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().strip().lines()).hasSize(1);
    return run.err();
  }

  /** What the page weighs without pictures. */
  private static int weight(String page) {
    return page.replaceAll("data:image[^\"]*", "").getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void twoRuns() throws IOException {
    String page = page("two.html", "--run @after --against @before");
    assertThat(page)
        .startsWith(RunPage.MARK)
        .contains("net against net before", "▼ proven worse", "12 images are in both")
        .contains("12 of 12 images are listed, 12 of them with pictures")
        .contains("href=\"#class&#61;5&amp;slice&#61;2\"", "src=\"data:image/png;base64,")
        .doesNotContain("class=\"photograph\"", "{{");
    assertThat(weight(page)).isLessThan(MOST_BYTES);
  }

  /** A store gives the trend: the runs in time, the name prod as a line, a break of definitions. */
  @Tag("slow")
  @Test
  void theRunsOfAStoreAreATrend() throws IOException {
    String into = "evaluate --store @store --prediction net=@data/";
    run(into + "sharp" + DATA).succeeds();
    run("history promote last --as prod --store @store").succeeds();
    run(into + "coarse" + DATA).succeeds();
    run(into + "coarse --policy zero" + DATA).succeeds();
    run(into + "coarse" + DATA + " --confidence 0.9").succeeds();
    String last = directory + "/store@last";
    Path out = directory.resolve("trend.html");
    MaskwiseRun.plain("report", "--run", last, "--out", out.toString()).succeeds();
    String page = Files.readString(out);
    assertThat(page)
        .contains("From run to run", "4 of the 4 runs in ", "prod, the baseline")
        .contains(
            "<option>mean_iou (dataset)</option>", "<option>pixel_accuracy (dataset)</option>")
        .contains(">this run</text>", "; net: first 0.", "(this page)");
    String chart = page.substring(page.indexOf("trendline"), page.indexOf("The runs as a table"));
    assertThat(chart.split("<use class=\"sign recorded\"", -1)).as("marks").hasSize(5);
    assertThat(page("plain.html", "--run @after"))
        .as("a run that is in no store")
        .doesNotContain("From run to run", "id=\"trend\"");
    assertThat(page("named.html", "--run @after --store @store"))
        .contains("5 of the 5 runs in ", ">this run</text>");
    assertThat(refusal("report --out @no.html --run @after --store @data"))
        .contains("data is no store of runs");
  }

  /** Whoever doubts a number makes all of them again from the statistics of the images. */
  @Test
  void theSummaryIsMadeAgain() throws IOException {
    Path stored = directory.resolve("both/summary.json");
    MaskwiseRun again = run("report --run @both --summary @again.json").succeeds();
    assertThat(again.err()).contains("is that of the run", "byte for byte");
    assertThat(directory.resolve("again.json")).hasSameBinaryContentAs(stored);
    assertThat(run("report --run @both --summary -").succeeds().out())
        .isEqualTo(Files.readString(stored));
    assertThat(refusal("report --run @both --summary @again.json"))
        .contains("again.json is there already: choose another name.");
    assertThat(refusal("report --run @both --summary - --out @no.html"))
        .contains("--summary makes no page, so that --out means nothing");
  }

  @Test
  void aSummaryThatDoesNotFollowFromTheImagesIsFound() throws IOException {
    run("evaluate --out @doubted --prediction net=@data/coarse" + DATA).succeeds();
    Path stored = directory.resolve("doubted/summary.json");
    String text = Files.readString(stored);
    Files.writeString(stored, text.replaceFirst("\"value\" : 0\\.[0-9]", "\"value\" : 0.9"));
    MaskwiseRun again = run("report --run @doubted --summary @doubted.json");
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("is not that of the run", "compare the two");
    assertThat(directory.resolve("doubted.json")).hasContent(text);
  }

  @Test
  void modelsOfARunAreComparedWithTheFirst() throws IOException {
    assertThat(page("both.html", "--run @both"))
        .contains("Models compared", "coarse against sharp", "mean IoU of sharp");
  }

  /** The policy names what is in the page, and nothing that is not. */
  @Test
  void thePolicyIsThatOfTheScriptAndTheStyle() throws Exception {
    String page = page("policy.html", "--run @both");
    assertThat(page)
        .contains("default-src 'none'; img-src data: 'self'")
        .contains("style-src " + digest(page, "<style>(.*?)</style>"))
        .contains("script-src " + digest(page, "<script>(.*?)</script>"));
    assertThat(page.split("<script", -1)).hasSize(2);
    assertThat(page).doesNotContain(" style=", "javascript:", "unsafe", "https://");
    Matcher script = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(page);
    assertThat(script.find()).isTrue();
    assertThat(script.group(1).length()).isLessThan(10 * 1024);
  }

  private static String digest(String page, String element) throws GeneralSecurityException {
    Matcher matcher = Pattern.compile(element, Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).isTrue();
    byte[] text = matcher.group(1).getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  @Test
  void namesAreText() throws IOException {
    String page = Files.readString(HostileRun.page(directory.resolve("hostile")));
    assertThat(page)
        .doesNotContain(HostileRun.CLASS, HostileRun.MODEL, "<i>", "<u>", "alert(4)</script>")
        .contains("&lt;img src&#61;x onerror&#61;alert(1)&gt;", "{{{script}}}", "{{title}}")
        .contains("1 of 2 cases failed.", "&lt;b&gt;rule&lt;/b&gt;", "-0.8000 [-0.8200, -0.7800]");
    assertThat(page.indexOf("&lt;b&gt;rule")).isLessThan(page.indexOf(">fine<"));
  }

  @Test
  void photographsLieUnderTheMasks() throws IOException {
    String id = "day/scene-0000";
    Path photograph = directory.resolve("photographs").resolve(id + ".jpg");
    Files.createDirectories(photograph.getParent());
    ImageIO.write(
        new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB), "jpg", photograph.toFile());
    Masks.bytes(directory.resolve("photographs/day/scene-0003.png"), new byte[] {1, 2, 3});
    String page = page("photographs.html", "--run @both --images @photographs");
    assertThat(page.split("class=\"photograph\" data-column=\"\" src=\"data:image/jpeg", -1))
        .as("one photograph; what is no picture is passed over")
        .hasSize(2);
  }

  /** A mask that is another one now would show what was not evaluated. */
  @Test
  void changedAndVanishedMasksAreNotShown() throws IOException {
    Path masks = directory.resolve("masks");
    Masks.dataSet(masks, 4);
    MaskwiseRun.evaluate(directory, "masked", "masks/truth masks/a masks/b", "--classes 4")
        .succeeds();
    Masks.write(masks.resolve("a/x/1.png"), Masks.random(99, 4));
    Files.delete(masks.resolve("truth/x/2.png"));
    assertThat(page("masked.html", "--run @masked"))
        .contains("4 of 4 images are listed, 3 of them with pictures")
        .contains("Masks that have changed since the run are not shown.")
        .contains("Masks that are no longer where the run found them");
  }

  @ParameterizedTest
  @EnumSource(names = {"BINARY", "MULTICLASS"})
  @Tag("slow")
  void scores(Task task) throws IOException {
    String of = task.label();
    DemoDataSet.write(directory.resolve(of), task, 4, 64, 32);
    run(("evaluate --out @run-%s --truth @%s/truth --prediction sharp=@%s/sharp-%s --classes"
                    + " @%s/classes.txt --ignore 255 --score logit --task %s")
                .formatted(of, of, of, of, of, of)
            + (task == Task.BINARY ? " --foreground 5" : ""))
        .succeeds();
    assertThat(page(of + ".html", "--run @run-" + of))
        .contains("Precision and recall", "IoU against the threshold")
        .contains("4 of 4 images are listed, 4 of them with pictures")
        .contains(task == Task.BINARY ? "IoU of car" : "mean IoU");
  }

  /** Counts are of everything; rows and pictures have limits, which are said. */
  @Test
  @Tag("slow")
  void manyClassesAndImages() throws IOException {
    Path many = directory.resolve("many");
    for (int i = 0; i < 320; i++) {
      String id = "s" + i % 20 + "/" + i + ".png";
      Masks.write(many.resolve("truth").resolve(id), Masks.random(i, 150));
      Masks.write(many.resolve("a").resolve(id), Masks.random(i % 3 == 0 ? i : i + 999, 150));
    }
    Files.writeString(
        many.resolve("classes.txt"),
        IntStream.range(0, 150)
            .mapToObj(c -> "class number " + c)
            .collect(Collectors.joining("\n")));
    run("evaluate --out @run-many --truth @many/truth --prediction net=@many/a --classes"
            + " @many/classes.txt --slice ^(?<site>s\\d+)/ --no-intervals")
        .succeeds();
    String page = page("many.html", "--run @run-many");
    assertThat(weight(page)).isLessThan(MOST_BYTES);
    assertThat(page)
        .contains("The 40 of 150 classes that have the lowest IoU.")
        .contains("The first 16 of 20 slices.")
        .contains("The 24 of 150 classes that are confused the most; counts are of all.")
        .containsPattern("\\d+ of 320 images are listed, 60 of them with pictures")
        .containsPattern("The [0-9,]+ most general of [0-9,]+ numbers");
  }

  @Test
  @Tag("slow")
  void differentDefinitionsAreNotSubtracted() throws IOException {
    run("evaluate --out @zero --policy zero --prediction net=@data/coarse" + DATA).succeeds();
    assertThat(page("zero.html", "--run @zero --against @before"))
        .contains("Numbers that mean different things are not subtracted", "policy.empty_mask")
        .doesNotContain("proven worse");
  }

  @Test
  void pagesAreReplacedAndNothingElse() throws IOException {
    page("again.html", "--run @both");
    assertThat(refusal("report --out @again.html --run @both"))
        .contains("again.html is there already: choose another name, or replace it");
    run("report --overwrite --out @again.html --run @both").succeeds();
    Path other = Files.writeString(directory.resolve("other.html"), "mine");
    assertThat(refusal("report --overwrite --out @other.html --run @both"))
        .contains("other.html is not the page of a run, so that it is not replaced");
    assertThat(other).hasContent("mine");
  }

  /** Without another place the page stands in the run, and a later one in its place. */
  @Test
  void pagesAreAddedToTheRun() throws IOException {
    run("report --run @after").succeeds();
    Path page = directory.resolve("after/page.html");
    assertThat(page).content().doesNotContain("net before");
    MaskwiseRun again = run("report --run @after --against @before").succeeds();
    assertThat(again.out()).contains("after/page.html");
    assertThat(page).content().startsWith(RunPage.MARK).contains("net before");
  }

  @Test
  void refusals() throws IOException {
    assertThat(refusal("report --out @no.html --run @data"))
        .contains("/data/manifest.json is not there, so that the directory holds no finished run");
    assertThat(refusal("report --out @no.html --run @both --against @before"))
        .contains("have no model in common");
    assertThat(refusal("report --out @no.html --run @both --confidence 1"))
        .contains("--confidence 1.0 is out of range");
    assertThat(refusal("report --out @no.html --run @both --images @nowhere"))
        .contains("nowhere is not a directory");
    run("evaluate --out @broken --prediction net=@data/coarse" + DATA).succeeds();
    Files.writeString(directory.resolve("broken/verdict.json"), "{\"state\": ");
    assertThat(refusal("report --out @no.html --run @broken")).contains("verdict.json is not JSON");
    assertThat(directory.resolve("no.html")).doesNotExist();
  }
}
