package dev.maskwise.job;

import dev.maskwise.job.demo.DemoDataSet;
import dev.maskwise.job.demo.DemoDataSet.Written;
import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskwise demo}: makes a small data set and evaluates two models on it. */
@Command(
    name = "demo",
    description =
        "Makes a small data set of street scenes, evaluates two models on it, and reports.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where the data set and its report go. Default: ${DEFAULT-VALUE}.")
  Path directory = Path.of("maskwise-demo");

  @Option(
      names = "--scenes",
      paramLabel = "N",
      description = "How many images. Default: ${DEFAULT-VALUE}.")
  int scenes = 72;

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      description = "Their size in pixels. Default: ${DEFAULT-VALUE}.")
  String size = "512x256";

  @Option(
      names = "--data-only",
      paramLabel = "DIR",
      description = "Only write the data set, into this directory.")
  @Nullable Path dataOnly;

  @Mixin private final SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    Path data = dataOnly == null ? directory.resolve("data") : dataOnly;
    Written written = write(data);
    console.printf(
        "%,d street scenes of %s pixels, and what the models %s predict: %s%n",
        scenes, size, String.join(" and ", DemoDataSet.MODELS), data);
    console.flush();
    if (dataOnly == null) {
      EvaluateCommand.evaluate(options(written), sparkOptions, console);
    }
    return 0;
  }

  private Written write(Path data) throws IOException {
    Matcher dimensions = SIZE.matcher(size);
    if (!dimensions.matches()) {
      throw refuse("a size is WIDTHxHEIGHT, such as 512x256", null);
    }
    try {
      return DemoDataSet.write(
          data,
          scenes,
          Integer.parseInt(dimensions.group(1)),
          Integer.parseInt(dimensions.group(2)));
    } catch (IllegalArgumentException e) {
      throw refuse(String.valueOf(e.getMessage()), e);
    }
  }

  private InputRefusedException refuse(String reason, @Nullable Exception cause) {
    String sentence = "--scenes %d --size %s: %s".formatted(scenes, size, reason);
    return new InputRefusedException(sentence.replaceAll("\\.$", "") + ".", cause);
  }

  private EvaluateOptions options(Written data) {
    EvaluateOptions options = new EvaluateOptions();
    options.truth = data.truth().toString();
    data.predictions().forEach((model, path) -> options.predictions.add(model + "=" + path));
    options.classes = data.classes().toString();
    options.ignore = DemoDataSet.IGNORE;
    options.slices.add("(?<condition>[^/]+)/");
    options.out = directory.resolve("report").toString();
    options.overwrite = true;
    return options;
  }
}
