package dev.maskwise.zeppelin;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.spark.sql.SparkSession;
import org.apache.zeppelin.interpreter.InterpreterContext;
import org.apache.zeppelin.interpreter.InterpreterException;
import org.apache.zeppelin.interpreter.InterpreterResultMessage;
import org.jspecify.annotations.Nullable;

/**
 * {@code %spark.java}: a paragraph is Java as JShell takes it, and sees what earlier paragraphs
 * declared. {@code spark} is the session; what is printed is shown while the paragraph runs, as is
 * the value of its last expression.
 *
 * <p>Properties that begin with {@code spark.} are settings of the session, which {@link #open}
 * makes and {@link #close} stops. Lambdas and classes of paragraphs can be used in Spark where
 * driver and executor are one process, {@code spark.master=local[…]}.
 */
public final class SparkJavaInterpreter extends ParagraphInterpreter {
  private static final String PRELUDE =
      """
      import java.nio.file.*;
      import java.util.*;
      import java.util.stream.*;
      import org.apache.spark.api.java.function.*;
      import org.apache.spark.sql.*;
      import org.apache.spark.sql.api.java.*;
      import org.apache.spark.sql.types.*;
      import static org.apache.spark.sql.functions.*;
      SparkSession spark = SparkSession.getDefaultSession().get();
      """;

  private @Nullable JavaShell shell;
  private @Nullable SparkSession spark;

  /** As Zeppelin makes it. */
  public SparkJavaInterpreter(Properties properties) {
    super(properties);
  }

  @Override
  public void open() throws InterpreterException {
    // In this order: the executor's class loader is a child of the one that is current when Spark
    // starts, and only JShell's finds the classes of snippets.
    JavaShell java = JavaShell.start();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(java.classes());
    try {
      spark = session();
      shell = java;
      java.run(PRELUDE, () -> false);
    } catch (SnippetException | RuntimeException e) {
      throw new InterpreterException(Sentence.of(e), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private SparkSession session() {
    SparkSession.Builder builder = SparkSession.builder().appName("Zeppelin").master("local[*]");
    for (String name : getProperties().stringPropertyNames()) {
      String value = getProperty(name).strip();
      if (name.startsWith("spark.") && !value.isEmpty()) {
        builder.config(name, value);
      }
    }
    return builder.getOrCreate();
  }

  @Override
  public void close() {
    if (spark != null) {
      spark.stop();
      spark = null;
    }
    if (shell != null) {
      shell.close();
      shell = null;
    }
  }

  @Override
  SparkSession spark() {
    return Objects.requireNonNull(spark, "The interpreter is not open.");
  }

  @Override
  ClassLoader classes() {
    return shell().classes();
  }

  private JavaShell shell() {
    return Objects.requireNonNull(shell, "The interpreter is not open.");
  }

  @Override
  public void cancel(InterpreterContext context) throws InterpreterException {
    super.cancel(context);
    shell().stop();
  }

  @Override
  List<InterpreterResultMessage> run(String text, InterpreterContext context) throws Exception {
    PrintStream console = System.out;
    try (PrintStream shown = new PrintStream(context.out, true, StandardCharsets.UTF_8)) {
      System.setOut(shown);
      String value = shell().run(text, () -> isCancelled(context));
      if (!value.isEmpty()) {
        shown.println(value);
      }
    } finally {
      System.setOut(console);
    }
    return List.of();
  }
}
