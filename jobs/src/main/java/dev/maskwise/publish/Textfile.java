package dev.maskwise.publish;

import dev.maskwise.publish.http.DeliveryException;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.OpenFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A file for the textfile collector of Prometheus' node exporter. It is replaced as a whole: the
 * collector never reads half of one.
 */
final class Textfile implements Target {
  private final Path file;
  private final Map<String, String> labels;

  Textfile(String file, Map<String, String> labels) {
    try {
      this.file = Path.of(file).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new InputRefusedException(
          "--prometheus-textfile '%s' is no name of a file.".formatted(file), e);
    }
    this.labels = labels;
  }

  @Override
  public String name() {
    return "The Prometheus textfile " + file;
  }

  @Override
  public String send(PublishedRun run) throws DeliveryException {
    List<Gauge> gauges = Gauge.of(run, labels);
    // Made with the rights of any new file, so that the collector's user may read it; its name does
    // not end in .prom, so that the collector does not.
    Path written = file.resolveSibling(".%s.%s".formatted(file.getFileName(), UUID.randomUUID()));
    try {
      Files.writeString(
          written,
          PrometheusText.write(gauges),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw DeliveryException.lasting(
          "cannot be written (%s): name one in a directory that is there and may be written to"
              .formatted(OpenFault.reason(e)));
    } finally {
      remove(written);
    }
    return "has %s".formatted(Pushgateway.counted(gauges));
  }

  private static void remove(Path written) throws DeliveryException {
    try {
      Files.deleteIfExists(written);
    } catch (IOException e) {
      throw DeliveryException.lasting(
          "leaves %s behind (%s): remove it".formatted(written, OpenFault.reason(e)));
    }
  }
}
