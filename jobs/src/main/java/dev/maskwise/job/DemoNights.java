package dev.maskwise.job;

import dev.maskwise.job.demo.DemoDataSet;
import dev.maskwise.job.demo.DemoDataSet.Written;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * Two nights of a model that becomes worse: what {@code nightly} makes of them, in a store beside
 * the data set.
 */
record DemoNights(Path directory, Written data) {
  private static final String CHECKS =
      """
      version: 1
      baseline: {ref: last-green, on-missing: pass}
      statistics: {min-images: 15}
      checks:
        - id: floor
          metric: mean_iou
          averaging: dataset
          at-least: 0.4
        - id: whole
          metric: mean_iou
          averaging: dataset
          change: {margin: 0.01}
        - id: classes
          metric: iou
          averaging: dataset
          classes: ['*']
          change: {margin: 0.03}
          severity: warn
      """;

  private static final String NIGHTLY =
      """
      store: '%s'
      evaluate:
        truth: '%s'
        prediction: {net: '%s'}
        classes: '%s'
        ignore: %d
        slice: '(?<condition>[^/]+)/'
      checks: '%s'
      report: {}
      """;

  /** Writes what the nights do, and does it: the second has to fail its checks. */
  void run(CommandLine commands, List<String> spark, PrintWriter console) throws IOException {
    Path checks = directory.resolve("checks.yaml");
    Files.writeString(checks, CHECKS);
    for (int night = 1; night <= DemoDataSet.MODELS.size(); night++) {
      String model = DemoDataSet.MODELS.get(night - 1);
      Path config = directory.resolve("nightly-%d.yaml".formatted(night));
      Files.writeString(config, nightly(String.valueOf(data.predictions().get(model)), checks));
      console.printf("%nNight %d: ./maskwise nightly --config %s%n", night, config);
      console.flush();
      List<String> words = new ArrayList<>(List.of("nightly", "--config", config.toString()));
      words.addAll(spark);
      int code = commands.execute(words.toArray(String[]::new));
      console.printf("Night %d ended with exit code %d.%n", night, code);
    }
    console.printf(
        "%nOpen the page that \"Page:\" names, and see:%n"
            + "  ./maskwise history list --store %s%n",
        store());
    console.flush();
  }

  private Path store() {
    return directory.resolve("store");
  }

  private String nightly(String predictions, Path checks) {
    return NIGHTLY.formatted(
        quoted(store().toString()),
        quoted(data.truth().toString()),
        quoted(predictions),
        quoted(data.classes().toString()),
        DemoDataSet.IGNORE,
        quoted(checks.toString()));
  }

  /** As it stands between single quotes of YAML. */
  private static String quoted(String text) {
    return text.replace("'", "''");
  }
}
