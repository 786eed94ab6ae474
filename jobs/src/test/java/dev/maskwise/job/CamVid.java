package dev.maskwise.job;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Real masks and scores with the numbers of an independent program in float64. */
final class CamVid {
  static final Path DIRECTORY = Path.of("..", "..", "shared", "data", "camvid");

  private CamVid() {}

  /** The right numbers; without the data set the test is skipped. */
  static JsonNode expected() throws IOException {
    assumeTrue(Files.isDirectory(DIRECTORY), "no CamVid at " + DIRECTORY.toAbsolutePath());
    return new ObjectMapper().readTree(DIRECTORY.resolve("expected.json").toFile());
  }

  /** Writes the names of the classes, one a line. */
  static Path classes(JsonNode expected, Path file) throws IOException {
    List<String> names = new ArrayList<>();
    expected.get("classes").forEach(name -> names.add(name.asText()));
    return Files.write(file, names);
  }

  /** Copies the truth of some images, for few have scores. */
  static Path truth(Iterator<String> images, Path directory) throws IOException {
    Files.createDirectories(directory);
    while (images.hasNext()) {
      String name = images.next() + ".png";
      Files.write(
          directory.resolve(name), Files.readAllBytes(DIRECTORY.resolve("truth").resolve(name)));
    }
    return directory;
  }
}
