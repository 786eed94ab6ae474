package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.demo.DemoDataSet;
import dev.maskwise.metric.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every SQL statement of the README and of docs/evaluate.md, run on the files of the demo in the
 * order in which it stands there, gives the lines of comment below it. The session knows nothing
 * but its class path.
 */
@Tag("slow")
class ReadmeSqlTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)\n\\s*```sql\n(.*?)```");
  private static final Pattern DIRECTORY = Pattern.compile("maskwise-demo/data[-a-z]*");

  @TempDir Path directory;

  /** A statement and the rows below it, cells separated by a space. */
  private record Stated(String statement, List<String> rows) {}

  @Test
  void statementsOfTheReadme() throws IOException {
    assertStatements(Path.of("..", "README.md"), Task.LABELS);
  }

  @Test
  void statementsOnScores() throws IOException {
    assertStatements(Path.of("..", "docs", "evaluate.md"), Task.BINARY);
  }

  private void assertStatements(Path page, Task task) throws IOException {
    List<Stated> all = statements(page);
    assertThat(all).hasSizeGreaterThan(1);
    DemoDataSet.write(directory, task, 72, 512, 256);
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    for (Stated stated : all) {
      String statement = DIRECTORY.matcher(stated.statement).replaceAll(directory.toString());
      List<String> rows =
          spark.sql(statement).collectAsList().stream().map(ReadmeSqlTest::text).toList();
      assertThat(rows).as(stated.statement).isEqualTo(stated.rows);
    }
  }

  private static List<Stated> statements(Path page) throws IOException {
    List<Stated> all = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(page));
    while (blocks.find()) {
      String statement = "";
      for (String line : blocks.group(1).lines().map(String::strip).toList()) {
        if (line.startsWith("--")) {
          all.get(all.size() - 1).rows.add(line.substring(2).strip().replaceAll("\\s+", " "));
        } else if (line.endsWith(";")) {
          all.add(new Stated(statement + line.substring(0, line.length() - 1), new ArrayList<>()));
          statement = "";
        } else {
          statement += line + "\n";
        }
      }
      assertThat(statement).as("a statement ends with ;").isBlank();
    }
    return all;
  }

  private static String text(Row row) {
    return scala.jdk.javaapi.CollectionConverters.asJava(row.toSeq()).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }
}
