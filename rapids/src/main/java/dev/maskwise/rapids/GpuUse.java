package dev.maskwise.rapids;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.internal.SQLConf;

/** Whether the functions of a session get their GPU versions: {@code spark.maskwise.gpu}. */
enum GpuUse {
  /** Where the plugin is configured and not turned off. */
  AUTO,

  /** Also without the plugin's driver part, to ask what would run on a GPU. */
  ON,

  /** Never. */
  OFF;

  static final String KEY = "spark.maskwise.gpu";
  static final String PLUGIN = "com.nvidia.spark.SQLPlugin";
  private static final String UDF = "com.nvidia.spark.RapidsUDF";

  /**
   * Whether GPU versions are used under these settings.
   *
   * @throws IllegalArgumentException when they must be and the plugin's jar is missing, or the
   *     setting has another value
   */
  static boolean in(SQLConf settings) {
    return switch (of(settings.getConfString(KEY, AUTO.toString()))) {
      case OFF -> false;
      case AUTO ->
          namesPlugin(settings.getConfString("spark.plugins", ""))
              && !settings.getConfString("spark.rapids.sql.enabled", "true").equals("false")
              && pluginLoads();
      case ON -> {
        if (!pluginLoads()) {
          throw new IllegalArgumentException(
              "%s is on, but the class %s is missing: put the jar of the RAPIDS Accelerator on the class path."
                  .formatted(KEY, UDF));
        }
        yield true;
      }
    };
  }

  private static GpuUse of(String value) {
    return Arrays.stream(values())
        .filter(use -> use.toString().equals(value.trim().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is auto, on or off, not %s.".formatted(KEY, value)));
  }

  private static boolean namesPlugin(String plugins) {
    return Arrays.stream(plugins.split(",")).anyMatch(name -> name.trim().equals(PLUGIN));
  }

  private static boolean pluginLoads() {
    try {
      Class.forName(UDF, false, GpuUse.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
