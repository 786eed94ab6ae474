package dev.maskwise.zeppelin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.zeppelin.Note.Paragraph;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.apache.zeppelin.interpreter.InterpreterResultMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The notes on the server that {@code server-test.sh} started, through its REST interface: each
 * paragraph shows there what it shows in {@link NotesTest}.
 */
@Tag("zeppelin")
class ServerTest {
  private static final String URL = System.getProperty("zeppelin.url", "http://127.0.0.1:18090");
  private final HttpClient client = HttpClient.newHttpClient();

  private JsonNode call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(URL + "/api/" + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return new ObjectMapper()
        .readTree(client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8)).body())
        .path("body");
  }

  /** Runs a paragraph of a note, and waits for its end. */
  private Shown run(String note, String paragraph) throws IOException, InterruptedException {
    JsonNode result = call("POST", "notebook/run/" + note + "/" + paragraph, "");
    List<InterpreterResultMessage> messages = new ArrayList<>();
    for (JsonNode message : result.path("msg")) {
      messages.add(
          new InterpreterResultMessage(
              InterpreterResult.Type.valueOf(message.get("type").asText()),
              message.get("data").asText()));
    }
    return new Shown(InterpreterResult.Code.valueOf(result.path("code").asText("ERROR")), messages);
  }

  @Test
  void paragraphsShowWhatTheyShowWithoutAServer() throws Exception {
    JsonNode listed = call("GET", "notebook", "");
    String demo = System.getProperty("zeppelin.demo", "");
    try (InterpreterProcess here = new InterpreterProcess(Map.of("spark.maskwise.demo", demo))) {
      for (Note note : Note.all()) {
        String id = note.json().get("id").asText();
        assertThat(listed.findValuesAsText("id")).contains(id);
        for (Paragraph paragraph : note.paragraphs()) {
          Shown onServer = run(id, paragraph.id()).succeeded();
          Shown expected =
              here.run(paragraph.text(), InterpreterProcess.context(paragraph.id())).succeeded();
          if (paragraph.text().startsWith("%spark.sql")) {
            assertThat(onServer.text()).as(paragraph.title()).isEqualTo(expected.text());
          }
          assertThat(onServer.text()).as(paragraph.title()).contains(lastLine(expected.text()));
        }
        JsonNode stored = call("GET", "notebook/" + id, "");
        assertThat(stored.get("paragraphs"))
            .allSatisfy(p -> assertThat(p.get("status").asText()).isEqualTo("FINISHED"));
      }
    }
  }

  private static String lastLine(String text) {
    return text.strip().substring(text.strip().lastIndexOf('\n') + 1);
  }

  @Test
  void aFailureIsOneSentence() throws Exception {
    String note = call("POST", "notebook", "{\"name\": \"failures\"}").asText();
    String text = "%spark.sql\nSELECT overlap(X'01', X'')";
    String body = new ObjectMapper().writeValueAsString(Map.of("title", "wrong", "text", text));
    String paragraph = call("POST", "notebook/" + note + "/paragraph", body).asText();
    try {
      assertThat(run(note, paragraph).failure())
          .isEqualTo(
              "overlap: the truth has 1 bytes and the prediction 0,"
                  + " but both have one byte a pixel.");
    } finally {
      call("DELETE", "notebook/" + note, "");
    }
  }
}
