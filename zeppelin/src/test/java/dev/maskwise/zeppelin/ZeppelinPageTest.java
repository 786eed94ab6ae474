package dev.maskwise.zeppelin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.demo.DemoDataSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SQL of docs/zeppelin.md makes the views that the notes' Java makes. */
@Tag("slow")
class ZeppelinPageTest {
  private static final Path PAGE = Path.of("..", "docs", "zeppelin.md");

  @Test
  void loadsTheDemoWithoutJava(@TempDir Path demo) throws Exception {
    DemoDataSet.write(demo.resolve("data"), 13, 96, 48);
    Matcher block =
        Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    String statements = block.group(1).replace("maskwise-demo", demo.toString());
    try (InterpreterProcess process = new InterpreterProcess(Map.of())) {
      assertThat(process.run("%spark.sql\n" + statements).succeeded().messages()).isEmpty();
      assertThat(
              process
                  .run(
                      "%spark.sql SELECT model, condition, count(*), min(length(truth)),"
                          + " max(length(prediction)) FROM masks GROUP BY ALL ORDER BY ALL")
                  .succeeded()
                  .text()
                  .lines()
                  .skip(1))
          .containsExactly(
              "coarse\tday\t7\t4608\t4608",
              "coarse\tdusk\t3\t4608\t4608",
              "coarse\train\t3\t4608\t4608",
              "sharp\tday\t7\t4608\t4608",
              "sharp\tdusk\t3\t4608\t4608",
              "sharp\train\t3\t4608\t4608");
      assertThat(
              process.run("%spark.sql SELECT * FROM classes ORDER BY class_id").succeeded().table())
          .extracting(row -> row.text("class"))
          .isEqualTo(DemoDataSet.CLASSES);
      String unequal =
          "%spark.sql SELECT count_if(mean_iou(confusion(truth, prediction, 11, 255)) > 0) AS n"
              + " FROM masks";
      assertThat(process.run(unequal).succeeded().table().get(0).number("n")).isEqualTo(24);
    }
  }
}
