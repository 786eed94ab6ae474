package dev.maskwise.rapids.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.nvidia.spark.rapids.ShimLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** The settings of conf/rapids against those that the plugin declares. */
class SettingsTest {
  private static final Path SETTINGS = Path.of("../../conf/rapids");

  /** Every key of the plugin, as it documents them itself. */
  private static Set<String> declared() throws ReflectiveOperationException {
    SparkSession.builder().master("local[1]").config("spark.ui.enabled", "false").getOrCreate();
    Class<?> settings =
        ShimLoader.getShimClassLoader().loadClass("com.nvidia.spark.rapids.RapidsConf$");
    Object module = settings.getField("MODULE$").get(null);
    java.lang.reflect.Method registered = settings.getDeclaredMethod("registeredConfs");
    registered.setAccessible(true);
    Object entries = registered.invoke(module);
    Set<String> keys = new TreeSet<>();
    for (Object entry :
        scala.jdk.javaapi.CollectionConverters.asJava((scala.collection.Seq<?>) entries)) {
      keys.add((String) entry.getClass().getMethod("key").invoke(entry));
    }
    return keys;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(SETTINGS)) {
      return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
    }
  }

  @Test
  void everyKeyOfThePluginIsOneThatItDeclares() throws Exception {
    Set<String> declared = declared();
    assertThat(declared).hasSizeGreaterThan(100).contains("spark.rapids.sql.enabled");
    Pattern key = Pattern.compile("(?<![\\w.])spark\\.rapids\\.[\\w.]+\\w");
    int found = 0;
    for (Path file : files()) {
      Matcher keys = key.matcher(Files.readString(file));
      while (keys.find()) {
        found++;
        assertThat(declared).as(file.toString()).contains(keys.group());
      }
    }
    assertThat(found).isGreaterThan(5);
  }

  @Test
  void everyLineIsASettingOrAComment() throws IOException {
    assertThat(files()).hasSize(5);
    for (Path file : files()) {
      for (String line : Files.readAllLines(file)) {
        assertThat(line).as(file.toString()).matches("|#.*|spark\\.[\\w.]+ \\S+");
      }
    }
  }
}
