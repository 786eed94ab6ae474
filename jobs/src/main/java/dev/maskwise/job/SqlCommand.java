package dev.maskwise.job;

import dev.maskwise.job.sql.SqlConsole;
import dev.maskwise.job.sql.SqlStatements;
import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskwise sql}: statements of SQL in a session that has the functions of Maskwise. */
@Command(
    name = "sql",
    description =
        "Runs statements of SQL that end in semicolons, and prints their results: all functions of"
            + " docs/sql.md are there, and DESCRIBE FUNCTION EXTENDED explains each.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SqlCommand implements Callable<Integer> {

  @Option(names = "-e", paramLabel = "TEXT", description = "The statements.")
  private @Nullable String text;

  @Option(
      names = "-f",
      paramLabel = "FILE",
      description = "A file with the statements. Default: what is piped into the command.")
  private @Nullable Path file;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows that are printed of a result. Default: ${DEFAULT-VALUE}.")
  private int rows = 100;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Characters that are printed of a cell, 0 for all. Default: ${DEFAULT-VALUE}.")
  private int width = 80;

  @Mixin private final SparkOptions spark = new SparkOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    InputRefusedException.require(
        text == null || file == null,
        "The statements are given twice, by -e and by -f: leave one of them out.");
    InputRefusedException.require(rows > 0, "--rows %d is no number of rows.".formatted(rows));
    InputRefusedException.require(width >= 0, "--width %d is no width.".formatted(width));
    List<SqlStatements.Statement> statements = SqlStatements.of(text());
    InputRefusedException.require(
        !statements.isEmpty(),
        "There is no statement: give one as -e \"SELECT …\", in a file as -f FILE, or pipe it in.");
    SqlConsole console =
        new SqlConsole(spark.startSql("Maskwise SQL"), spec.commandLine().getOut(), rows, width);
    statements.forEach(console::run);
    return 0;
  }

  private String text() {
    if (text != null) {
      return text;
    }
    try {
      return file == null
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(file);
    } catch (IOException e) {
      throw new InputRefusedException(
          "-f %s cannot be read as text in UTF-8: %s.".formatted(file, e.getMessage()), e);
    }
  }
}
