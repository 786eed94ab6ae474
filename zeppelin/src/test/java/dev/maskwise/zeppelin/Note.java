package dev.maskwise.zeppelin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A note of {@code notebooks/zeppelin}. */
record Note(Path file, JsonNode json) {
  private static final Path DIRECTORY = Path.of("..", "notebooks", "zeppelin");

  /** All of them, by name. */
  static List<Note> all() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      List<Note> notes = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".zpln")).sorted().toList()) {
        notes.add(new Note(file, new ObjectMapper().readTree(file.toFile())));
      }
      return notes;
    }
  }

  String name() {
    return json.get("name").asText();
  }

  List<Paragraph> paragraphs() {
    List<Paragraph> paragraphs = new ArrayList<>();
    json.get("paragraphs").forEach(p -> paragraphs.add(new Paragraph(p)));
    return paragraphs;
  }

  /** A paragraph as Zeppelin stores it. */
  record Paragraph(JsonNode json) {
    String id() {
      return json.get("id").asText();
    }

    String title() {
      return json.get("title").asText();
    }

    String text() {
      return json.get("text").asText();
    }

    /** How its table is drawn; without one missing. */
    JsonNode graph() {
      return json.at("/config/results/0/graph");
    }

    /** The columns that the drawing names, with their index in the table. */
    List<JsonNode> drawnColumns() {
      List<JsonNode> columns = new ArrayList<>();
      for (String role : List.of("keys", "groups", "values")) {
        graph().path(role).forEach(columns::add);
      }
      for (String role : List.of("xAxis", "yAxis", "group")) {
        JsonNode column = graph().at("/setting/scatterChart/" + role);
        if (!column.isMissingNode()) {
          columns.add(column);
        }
      }
      return columns;
    }
  }
}
