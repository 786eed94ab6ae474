package dev.maskwise.zeppelin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.zeppelin.interpreter.Interpreter;
import org.apache.zeppelin.interpreter.InterpreterContext;
import org.apache.zeppelin.interpreter.InterpreterException;
import org.apache.zeppelin.interpreter.InterpreterGroup;
import org.apache.zeppelin.interpreter.InterpreterOutput;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.apache.zeppelin.interpreter.InterpreterResultMessage;
import org.apache.zeppelin.interpreter.LazyOpenInterpreter;

/**
 * The interpreters of {@code conf/zeppelin/interpreter-setting.json} in this JVM, put together as
 * Zeppelin's interpreter process does it; there is no server.
 */
final class InterpreterProcess implements AutoCloseable {
  private static final Path SETTING = Path.of("..", "conf", "zeppelin", "interpreter-setting.json");

  private final Map<String, Interpreter> interpreters = new HashMap<>();

  /**
   * Makes the interpreters; each opens with its first paragraph.
   *
   * @param settings properties that are to differ from the defaults of the file
   */
  InterpreterProcess(Map<String, String> settings)
      throws ReflectiveOperationException, IOException {
    JsonNode listed = new ObjectMapper().readTree(SETTING.toFile());
    Properties properties = new Properties();
    for (JsonNode interpreter : listed) {
      interpreter
          .get("properties")
          .properties()
          .forEach(
              p -> properties.setProperty(p.getKey(), p.getValue().get("defaultValue").asText()));
    }
    properties.setProperty("spark.master", "local[2]");
    properties.setProperty("spark.sql.shuffle.partitions", "3");
    properties.setProperty("spark.driver.host", "127.0.0.1");
    properties.putAll(settings);
    InterpreterGroup group = new InterpreterGroup("spark4-shared");
    for (JsonNode interpreter : listed) {
      Interpreter made =
          Class.forName(interpreter.get("className").asText())
              .asSubclass(Interpreter.class)
              .getConstructor(Properties.class)
              .newInstance(properties);
      Interpreter lazy = new LazyOpenInterpreter(made);
      lazy.setInterpreterGroup(group);
      group.addInterpreterToSession(lazy, "shared");
      interpreters.put("%spark." + interpreter.get("name").asText(), lazy);
    }
  }

  /** The interpreter that a paragraph names with its first word. */
  Interpreter interpreterOf(String paragraph) {
    return Objects.requireNonNull(interpreters.get(paragraph.split("\\s", 2)[0]), paragraph);
  }

  /** Runs a paragraph as it stands in a note. */
  Shown run(String paragraph) throws InterpreterException, IOException {
    return run(paragraph, context("paragraph_1"));
  }

  /** Runs a paragraph that can be cancelled with the same context. */
  Shown run(String paragraph, InterpreterContext context) throws InterpreterException, IOException {
    String text = paragraph.substring(paragraph.split("\\s", 2)[0].length());
    InterpreterResult result = interpreterOf(paragraph).interpret(text, context);
    List<InterpreterResultMessage> shown = new ArrayList<>();
    shown.addAll(context.out.toInterpreterResultMessage());
    shown.addAll(result.message());
    return new Shown(result.code(), shown);
  }

  static InterpreterContext context(String paragraphId) {
    return InterpreterContext.builder()
        .setNoteId("note")
        .setParagraphId(paragraphId)
        .setInterpreterOut(new InterpreterOutput())
        .build();
  }

  @Override
  public void close() throws InterpreterException {
    for (Interpreter interpreter : interpreters.values()) {
      interpreter.close();
    }
  }
}
