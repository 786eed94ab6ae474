package dev.maskwise.job.output;

import dev.maskwise.report.SummaryJson;
import dev.maskwise.run.WrittenFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory that is in the place of an output. The files of an evaluation in it are those that
 * its own summary names and that are an {@link OutputFile}.
 */
final class EarlierOutput {
  private EarlierOutput() {}

  /** Lists the directory; no file but the summary is opened. */
  static WrittenFiles in(FileSystem fileSystem, Path directory) throws IOException {
    return new WrittenFiles(
        fileSystem,
        directory,
        (plain, there) ->
            namedBySummary(plain, directory, there).stream()
                .filter(name -> OutputFile.named(name).isPresent())
                .toList());
  }

  private static List<String> namedBySummary(
      FileSystem fileSystem, Path directory, Set<String> there) throws IOException {
    String summary = OutputFile.SUMMARY.fileName();
    if (!there.contains(summary)) {
      return List.of();
    }
    try (InputStream text = fileSystem.open(new Path(directory, summary))) {
      return SummaryJson.files(text);
    }
  }
}
