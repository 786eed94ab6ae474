package dev.maskwise.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Two runs of a store whose classes, model, slices and images have names that are markup. */
final class HostileRun {
  static final String CLASS = "<img src=x onerror=alert(1)>";
  static final String MODEL = "<b>\"net\"&amp;";
  static final String SITE = "<img src=x onerror=alert(2)>";
  static final String OTHER_SITE = "' onclick='alert(3)";

  private HostileRun() {}

  /** Evaluates both and writes the page of the second against the first. */
  static Path page(Path directory) throws IOException {
    for (int i = 0; i < 12; i++) {
      String id = (i % 2 == 0 ? SITE : OTHER_SITE) + "/<i>" + i + "{{title}}.png";
      Masks.bytes(directory.resolve("truth").resolve(id), Masks.png(Masks.random(i, 3)));
      Masks.bytes(directory.resolve("one").resolve(id), Masks.png(Masks.random(i, 3)));
      Masks.bytes(directory.resolve("two").resolve(id), Masks.png(Masks.random(i + 90, 3)));
    }
    Files.write(directory.resolve("classes.txt"), List.of(CLASS, "</script><b>", "{{{script}}}"));
    Path store = directory.resolve("<u>store");
    List<Path> runs = new ArrayList<>();
    for (String model : List.of("one", "two")) {
      MaskwiseRun.of(
              "evaluate",
              "--truth",
              directory.resolve("truth").toString(),
              "--prediction",
              MODEL + "=" + directory.resolve(model),
              "--classes",
              directory.resolve("classes.txt").toString(),
              "--slice",
              "^(?<site>[^/]+)/",
              "--store",
              store.toString())
          .succeeds();
      try (Stream<Path> there = Files.list(store.resolve("runs"))) {
        there.filter(run -> !runs.contains(run)).toList().forEach(runs::add);
      }
    }
    Files.writeString(
        runs.get(1).resolve("verdict.json"),
        """
        {"state": "failed", "cases": [
          {"id": "fine", "metric": "iou", "state": "passed"},
          {"id": "<b>rule</b>", "metric": "mean_iou", "averaging": "dataset", "class": null,
           "slice": "site=<u>", "value": 0.2, "baseline": 1.0, "delta": -0.8, "se": 0.01,
           "lower": -0.82, "upper": -0.78, "p": 0.001, "state": "failed", "severity": "fail",
           "reason": "<script>alert(4)</script> fell by 0.8."}]}
        """);
    Path page = directory.resolve("page.html");
    MaskwiseRun.plain(
            "report",
            "--run",
            runs.get(1).toString(),
            "--against",
            runs.get(0).toString(),
            "--out",
            page.toString())
        .succeeds();
    return page;
  }
}
