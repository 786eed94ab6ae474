package dev.maskwise.run.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.run.StoredRun;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.Path;

/** The JSON files of a run that nothing else reads whole. */
final class RunJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RunJson() {}

  /**
   * A file of the run; a missing node where it is not there.
   *
   * @throws InputRefusedException when it cannot be read or is no JSON
   */
  static JsonNode read(StoredRun run, String name) {
    Path file = new Path(run.directory(), name);
    try {
      if (!run.storage().exists(file)) {
        return JSON.missingNode();
      }
      try (InputStream in = run.storage().open(file)) {
        return JSON.readTree(in);
      }
    } catch (JsonProcessingException e) {
      throw new InputRefusedException(
          "%s is not JSON (%s): remove it, or make it anew."
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new InputRefusedException(
          "%s %s.".formatted(file, OpenFault.clause(run.storage(), file, e, "is no longer there")),
          e);
    }
  }
}
