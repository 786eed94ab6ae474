package dev.maskwise.rapids.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar that is published, and that it does nothing without the plugin. */
class PackagingTest {
  private static final Path JAR = Path.of("../target/maskwise-rapids.jar");
  private static final String SERVICE =
      "META-INF/services/org.apache.spark.sql.SparkSessionExtensionsProvider";

  @BeforeEach
  void theJarIsBuilt() {
    assumeTrue(Files.exists(JAR), "the jar is built by ./mvnw package -Prapids");
  }

  @Test
  void itHoldsOurClassesAlone() throws IOException {
    assertThat(Files.size(JAR)).isBetween(10_000L, 120_000L);
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> names =
          jar.stream().filter(e -> !e.isDirectory()).map(e -> e.getName()).toList();
      assertThat(names)
          .contains(SERVICE)
          .allMatch(
              name -> name.startsWith("META-INF/") || name.startsWith("dev/maskwise/rapids/"));
      String provider =
          new String(
              jar.getInputStream(jar.getEntry(SERVICE)).readAllBytes(),
              java.nio.charset.StandardCharsets.UTF_8);
      assertThat(names).contains(provider.trim().replace('.', '/') + ".class");
    }
  }

  /** In a class path like this test's, but without the plugin. */
  @Test
  void withoutThePluginItLoadsAndSaysWhatIsMissing() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.contains("rapids-4-spark")) {
        path.add(new File(entry).toURI().toURL());
      }
    }
    path.add(JAR.toUri().toURL());
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> loader.loadClass("com.nvidia.spark.RapidsUDF"))
          .isInstanceOf(ClassNotFoundException.class);
      Object settings =
          loader.loadClass("org.apache.spark.sql.internal.SQLConf").getConstructor().newInstance();
      Class<?> use = loader.loadClass("dev.maskwise.rapids.GpuUse");
      java.lang.reflect.Method in = use.getDeclaredMethod("in", settings.getClass());
      in.setAccessible(true);
      java.lang.reflect.Method set =
          settings.getClass().getMethod("setConfString", String.class, String.class);
      set.invoke(settings, "spark.plugins", "com.nvidia.spark.SQLPlugin");
      assertThat(in.invoke(null, settings)).isEqualTo(false);
      set.invoke(settings, "spark.maskwise.gpu", "on");
      assertThatThrownBy(() -> in.invoke(null, settings))
          .cause()
          .hasMessage(
              "spark.maskwise.gpu is on, but the class com.nvidia.spark.RapidsUDF is missing: put the"
                  + " jar of the RAPIDS Accelerator on the class path.");
      loader.loadClass("dev.maskwise.rapids.RapidsExtensions").getConstructor().newInstance();
    }
  }
}
