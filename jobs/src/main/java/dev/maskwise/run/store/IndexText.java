package dev.maskwise.run.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.reader.file.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * A file of the index. Its first line says how long what follows is and where each section begins:
 * a line for each run, and then the numbers, a section for each metric and averaging. So a list
 * reads the beginning, and a trend the beginning and one piece.
 */
final class IndexText {
  /** Most first lines are shorter, and so are the lines of a run. */
  private static final int BUFFER = 1 << 14;

  private static final String HEADS = "heads";
  private static final String SECTIONS = "sections";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Storage storage;
  private final Path path;
  private final List<String> heads;

  /** Section → where it begins, and how long it is, in bytes. */
  private final Map<String, long[]> sections = new LinkedHashMap<>();

  private IndexText(Storage storage, Path path) throws IOException {
    this.storage = storage;
    this.path = path;
    byte[] bytes = new byte[0];
    int end = 0;
    try (InputStream in = storage.open(path)) {
      int length;
      do { // until the first line is there
        length = bytes.length;
        byte[] more = in.readNBytes(Math.max(BUFFER, length));
        bytes = Arrays.copyOf(bytes, length + more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        while (end < bytes.length && bytes[end] != '\n') {
          end++;
        }
      } while (end == bytes.length && bytes.length > length);
    }
    JsonNode contents = JSON.readTree(new String(bytes, 0, end, StandardCharsets.UTF_8));
    long start = end + 1L;
    int length = contents.path(HEADS).asInt();
    this.heads =
        lines(
            start + length <= bytes.length
                ? Arrays.copyOfRange(bytes, end + 1, end + 1 + length)
                : storage.read(path, start, length));
    long base = start + length;
    contents
        .path(SECTIONS)
        .fields()
        .forEachRemaining(
            section ->
                sections.put(
                    section.getKey(),
                    new long[] {
                      base + section.getValue().path(0).asLong(),
                      section.getValue().path(1).asLong()
                    }));
  }

  /**
   * Reads the beginning of a file.
   *
   * @throws JsonProcessingException when it is damaged
   * @throws EOFException when it is damaged
   */
  static IndexText open(Storage storage, Path path) throws IOException {
    return new IndexText(storage, path);
  }

  private static List<String> lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }

  /** The lines of the runs. */
  List<String> heads() {
    return heads;
  }

  /** The names of the sections. */
  List<String> sections() {
    return List.copyOf(sections.keySet());
  }

  /** The lines of a section; none where there is no such section. */
  List<String> section(String name) throws IOException {
    long[] place = sections.get(name);
    if (place == null) {
      return List.of();
    }
    return lines(storage.read(path, place[0], Math.toIntExact(place[1])));
  }

  /** The text of a file of these lines. */
  static String write(List<String> heads, List<String> numbers) {
    Map<String, List<String>> sorted = new TreeMap<>();
    numbers.forEach(
        line -> sorted.computeIfAbsent(IndexLines.section(line), s -> new ArrayList<>()).add(line));
    ObjectNode contents = JSON.createObjectNode();
    ObjectNode sections = JSON.createObjectNode();
    StringBuilder text = new StringBuilder();
    contents.put(HEADS, append(text, heads));
    contents.set(SECTIONS, sections);
    long start = 0;
    for (Map.Entry<String, List<String>> section : sorted.entrySet()) {
      long length = append(text, section.getValue());
      sections.putArray(section.getKey()).add(start).add(length);
      start += length;
    }
    return contents + "\n" + text;
  }

  private static long append(StringBuilder text, List<String> lines) {
    long bytes = 0;
    for (String line : lines) {
      text.append(line).append('\n');
      bytes += line.getBytes(StandardCharsets.UTF_8).length + 1L;
    }
    return bytes;
  }
}
