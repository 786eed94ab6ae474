package dev.maskwise.job.output;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.check.verdict.JunitXml;
import dev.maskwise.run.check.verdict.Verdict;
import dev.maskwise.run.check.verdict.VerdictJson;
import dev.maskwise.run.check.verdict.VerdictMarkdown;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** A directory besides the run that a verdict is written into, in the place of an earlier one. */
public final class VerdictFiles {
  private static final String JUNIT = "junit.xml";
  private static final String MARKDOWN = "summary.md";

  /** The numbers of the judged run for Prometheus. */
  public static final String METRICS = "metrics.prom";

  /** What the files of an earlier verdict begin with; others are not ours to replace. */
  private static final Map<String, Pattern> BEGINNINGS =
      Map.of(
          JUNIT,
          Pattern.compile("<\\?xml [^>]*>\\s*<testsuites name=\"\\d{8}T\\d{6}Z-"),
          MARKDOWN,
          Pattern.compile("## Maskwise: "),
          METRICS,
          Pattern.compile("# HELP maskwise_"),
          StoredRun.VERDICT,
          Pattern.compile("\\{\\s*\"state\" : \"[a-z]+\",\\s*\"run\" : \""));

  private final String location;
  private final Storage storage;
  private final Path directory;

  private VerdictFiles(String location, Storage storage, Path directory) {
    this.location = location;
    this.storage = storage;
    this.directory = directory;
  }

  /**
   * Sees whether a verdict may be written there; nothing is written yet.
   *
   * @throws InputRefusedException when it is the directory of a run, or holds files of the same
   *     names that are no verdict
   */
  public static VerdictFiles in(StorageAccess access, String location) {
    try {
      Path directory = Location.path(location);
      Storage storage = access.at(directory);
      InputRefusedException.require(
          !storage.exists(new Path(directory, StoredRun.MANIFEST)),
          "--out %s is the directory of a run: leave --out away to judge into the run itself, or choose another name."
              .formatted(location));
      for (Map.Entry<String, Pattern> file : BEGINNINGS.entrySet()) {
        String text = storage.text(new Path(directory, file.getKey())).orElse(null);
        InputRefusedException.require(
            text == null || file.getValue().matcher(text).lookingAt(),
            "--out %s holds another %s, which is not replaced: choose another name."
                .formatted(location, file.getKey()));
      }
      return new VerdictFiles(location, storage, directory);
    } catch (IOException e) {
      throw unwritable(location, OpenFault.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw unwritable(location, String.valueOf(e.getMessage()), e);
    }
  }

  private static InputRefusedException unwritable(String location, String reason, Exception e) {
    return new InputRefusedException(
        "--out %s cannot be written: %s.".formatted(location, reason), e);
  }

  /** The names and texts of the files of a verdict; that which programs wait for comes last. */
  public static Map<String, String> of(Verdict verdict) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(JUNIT, JunitXml.write(verdict));
    files.put(MARKDOWN, VerdictMarkdown.write(verdict));
    files.put(StoredRun.VERDICT, VerdictJson.write(verdict));
    return files;
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @throws InputRefusedException when it cannot be written
   */
  public void write(String name, String text) {
    try {
      storage.replace(new Path(directory, name), text);
    } catch (IOException e) {
      throw unwritable(location, OpenFault.reason(e), e);
    }
  }
}
