package dev.maskwise.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * The process behind a notebook, as {@code ./maskwise kernel FILE} starts it under spark-submit.
 *
 * <p>It does what the kernel's own {@code MainApp} does, but imports {@code imports.jshell} first,
 * answers only when everything that answers is in place, and logs warnings alone: the kernel's own
 * settings log everything, also from the compiler of Spark's generated code, which fails then.
 */
public final class NotebookKernel {
  private static final String IMPORTS = "imports.jshell";

  private NotebookKernel() {}

  /**
   * Runs the kernel until Jupyter ends it.
   *
   * @param arguments the word kernel and the file in which Jupyter names the sockets; options of
   *     spark-submit may follow
   */
  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    ConnectionProperties connection =
        Transform.fromJson(Files.readString(Path.of(arguments[1])), ConnectionProperties.class);
    MainApp.kernel.eval(imports());
    Channels channels = new Channels(connection);
    channels.connect(MainApp.kernel);
    LoopThread.begin();
    channels.joinUntilClose();
  }

  /** What every notebook has imported, besides the packages that the kernel itself imports. */
  static String imports() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(NotebookKernel.class.getResourceAsStream(IMPORTS), IMPORTS)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
