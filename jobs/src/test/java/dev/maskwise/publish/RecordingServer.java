package dev.maskwise.publish;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server on this machine that keeps what it is sent and answers as it is told. */
final class RecordingServer implements AutoCloseable {

  /** What was sent. */
  record Received(String method, String path, HttpExchange exchange, String body) {
    @Nullable String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }
  }

  /** What is answered. */
  record Answer(int status, String body) {
    static final Answer OK = new Answer(200, "{}");
  }

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  RecordingServer(Function<Received, Answer> answers) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, answers));
    server.start();
  }

  /** Gives these answers in turn, and the last one from then on. */
  static RecordingServer answering(Answer... answers) throws IOException {
    List<Answer> left = new CopyOnWriteArrayList<>(answers);
    return new RecordingServer(request -> left.size() > 1 ? left.remove(0) : left.get(0));
  }

  private void handle(HttpExchange exchange, Function<Received, Answer> answers) {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Received request =
          new Received(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange, body);
      received.add(request);
      Answer answer = answers.apply(request);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Received> received() {
    return received;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
