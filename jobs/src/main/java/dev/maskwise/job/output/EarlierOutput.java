package dev.maskwise.job.output;

import dev.maskwise.reader.file.Storage;
import dev.maskwise.report.SummaryJson;
import dev.maskwise.run.WrittenFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * A directory that is in the place of an output. The files of an evaluation in it are those that
 * its own summary names and that are an {@link OutputFile}.
 */
final class EarlierOutput {
  private EarlierOutput() {}

  /** Lists the directory; no file but the summary is opened. */
  static WrittenFiles in(Storage storage, Path directory) throws IOException {
    return new WrittenFiles(
        storage,
        directory,
        there ->
            namedBySummary(storage, directory, there).stream()
                .filter(name -> OutputFile.named(name).isPresent())
                .toList());
  }

  private static List<String> namedBySummary(Storage storage, Path directory, Set<String> there)
      throws IOException {
    String summary = OutputFile.SUMMARY.fileName();
    if (!there.contains(summary)) {
      return List.of();
    }
    try (InputStream text = storage.open(new Path(directory, summary))) {
      return SummaryJson.files(text);
    }
  }
}
