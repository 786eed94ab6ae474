package dev.maskwise.run.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.Generations;
import dev.maskwise.run.Generations.Generation;
import dev.maskwise.run.StoreFailedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.WrittenFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** What people wrote about a run: {@code notes/00000001.json} in its directory, and so on. */
public final class RunNotes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Generations notes;

  /** A note. */
  public record Note(String by, String at, String text) {}

  public RunNotes(StoredRun run) {
    this.directory = new Path(run.directory(), WrittenFiles.NOTES);
    this.notes = new Generations(run.storage(), directory, ".json");
  }

  /** The notes, the first first. */
  public List<Note> all() {
    try {
      List<Note> all = new ArrayList<>();
      for (Generation generation : notes.all()) {
        JsonNode json = parse(generation.text());
        if (json.has("text")) {
          all.add(
              new Note(
                  json.path("by").asText(), json.path("at").asText(), json.path("text").asText()));
        }
      }
      return all;
    } catch (IOException e) {
      throw StoreFailedException.of("%s cannot be read".formatted(directory), e);
    }
  }

  /** A note that a killed writer did not finish is none. */
  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  /**
   * Adds a note.
   *
   * @throws InputRefusedException when it says nothing
   */
  public void add(String text) {
    InputRefusedException.require(
        !text.isBlank(), "A note without words says nothing: write some.");
    String json =
        JSON.createObjectNode()
            .put("by", Person.name())
            .put("at", RunNames.now())
            .put("text", text.strip())
            .toString();
    try {
      notes.append(json + "\n");
    } catch (IOException e) {
      throw StoreFailedException.of("%s cannot be written".formatted(directory), e);
    }
  }
}
