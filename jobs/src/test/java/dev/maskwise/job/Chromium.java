package dev.maskwise.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page in a headless Chromium, steered by the browser's own protocol of development tools. Every
 * request, exception, message of the console and breach of the content security policy is kept.
 */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws:\\S+)");
  private static final int PATIENCE_SECONDS = 90;

  private final Process process;
  private final WebSocket socket;
  private final String session;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private String page = "";

  /** The program, if there is one. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts the browser.
   *
   * @param profile an empty directory for what it keeps
   */
  Chromium(Path profile) throws IOException {
    process =
        new ProcessBuilder(
                installed().orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox", // it refuses to run as root otherwise
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address()), new Listener())
            .join();
    String target = call("", "Target.createTarget", "url", "about:blank").path("targetId").asText();
    ObjectNode attach = JSON.createObjectNode().put("targetId", target).put("flatten", true);
    session = await(send("", "Target.attachToTarget", attach)).path("sessionId").asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(session, domain + ".enable");
    }
    call(
        session,
        "Page.addScriptToEvaluateOnNewDocument",
        "source",
        "window.breaches = []; document.addEventListener('securitypolicyviolation',"
            + " (e) => window.breaches.push(e.violatedDirective + ' ' + e.blockedURI));");
  }

  /** The browser says where it listens once it does; the rest of what it says is passed over. */
  private String address() throws IOException {
    BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        Thread rest = new Thread(() -> said.lines().forEach(other -> {}));
        rest.setDaemon(true);
        rest.start();
        return matcher.group(1);
      }
    }
    throw new IOException("the browser ended before it listened");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  private void take(String message) {
    try {
      JsonNode json = JSON.readTree(message);
      CompletableFuture<JsonNode> answer = answers.remove(json.path("id").asInt(-1));
      if (answer != null) {
        answer.complete(json.has("error") ? json : json.path("result"));
        return;
      }
      JsonNode what = json.path("params");
      switch (json.path("method").asText()) {
        case "Network.requestWillBeSent" -> {
          String url = what.path("request").path("url").asText();
          if (!url.startsWith("data:") && !url.equals(page)) {
            problems.add("request " + url);
          }
        }
        case "Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled" ->
            problems.add(what.toString());
        default -> {}
      }
    } catch (IOException e) {
      problems.add(e.toString());
    }
  }

  private CompletableFuture<JsonNode> send(String to, String method, ObjectNode parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    if (!to.isEmpty()) {
      message.put("sessionId", to);
    }
    socket.sendText(message.toString(), true).join();
    return answer;
  }

  private static JsonNode await(CompletableFuture<JsonNode> answer) {
    return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Calls a method with text parameters: name, value, name, value … */
  private JsonNode call(String to, String method, String... parameters) {
    ObjectNode node = JSON.createObjectNode();
    for (int i = 0; i < parameters.length; i += 2) {
      node.put(parameters[i], parameters[i + 1]);
    }
    return await(send(to, method, node));
  }

  /** Opens a file and waits until a condition holds on its page. */
  void open(Path file, String condition) {
    page = "file://" + file.toAbsolutePath();
    problems.clear();
    call(session, "Page.navigate", "url", page);
    waitFor(condition);
  }

  /** Waits until an expression of JavaScript is true. */
  void waitFor(String condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!evaluate("Boolean(document.body && (" + condition + "))").asBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "%s is not so after %d s: %s".formatted(condition, PATIENCE_SECONDS, problems()));
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The value of an expression of JavaScript; a text where it throws. */
  JsonNode evaluate(String expression) {
    ObjectNode parameters =
        JSON.createObjectNode()
            .put("expression", expression)
            .put("returnByValue", true)
            .put("awaitPromise", true);
    JsonNode result = await(send(session, "Runtime.evaluate", parameters));
    return result.has("exceptionDetails")
        ? result.path("exceptionDetails").path("exception").path("description")
        : result.path("result").path("value");
  }

  /** Presses a key where the focus is. */
  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode parameters =
          JSON.createObjectNode().put("type", type).put("key", key).put("code", key);
      if (key.equals("Enter")) {
        parameters.put("text", "\r").put("windowsVirtualKeyCode", 13);
      }
      await(send(session, "Input.dispatchKeyEvent", parameters));
    }
  }

  /** What went wrong on the page since it was opened: requests, errors, breaches of its policy. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    evaluate("window.breaches").forEach(breach -> all.add("breach " + breach.asText()));
    return all;
  }

  /** Makes the window as wide as a telephone. */
  void narrow(int width, int height) {
    ObjectNode metrics =
        JSON.createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", true);
    await(send(session, "Emulation.setDeviceMetricsOverride", metrics));
  }

  /** Shows the page as it would be printed, or as on a screen again. */
  void print(boolean print) {
    ObjectNode media = JSON.createObjectNode().put("media", print ? "print" : "");
    await(send(session, "Emulation.setEmulatedMedia", media));
  }

  @Override
  public void close() {
    socket.abort();
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle ended : all) { // else one may write into its profile while that is deleted
      ended.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
  }
}
