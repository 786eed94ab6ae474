package dev.maskwise.zeppelin;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** A JShell whose snippets run in this process, and which says in what line they fail. */
final class JavaShell implements AutoCloseable {
  private final JShell shell;
  private final ClassLoader classes;

  private JavaShell(JShell shell, ClassLoader classes) {
    this.shell = shell;
    this.classes = classes;
  }

  /** A new one: snippets see the class path of this process. */
  static JavaShell start() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      JShell shell = JShell.builder().executionEngine("local").build();
      return new JavaShell(shell, thread.getContextClassLoader()); // which the engine has set
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Finds the classes of snippets and those of this process. */
  ClassLoader classes() {
    return classes;
  }

  /** Ends the snippet that runs, if one does; may be called from another thread. */
  void stop() {
    shell.stop();
  }

  @Override
  public void close() {
    shell.close();
  }

  /**
   * Runs declarations, statements and expressions one after another, until one fails.
   *
   * @param code as many snippets as wanted
   * @param stopped whether to leave out the rest, asked after each snippet
   * @return the value of the last snippet as text if that is an expression, else nothing
   * @throws SnippetException when a snippet does not compile, fails, or is not finished
   */
  String run(String code, BooleanSupplier stopped) throws SnippetException {
    SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
    String value = "";
    int at = 0;
    while (at < code.length() && !stopped.getAsBoolean()) {
      CompletionInfo next = analysis.analyzeCompletion(code.substring(at));
      if (next.completeness() == Completeness.EMPTY) {
        break;
      }
      if (next.completeness() == Completeness.DEFINITELY_INCOMPLETE) {
        throw new SnippetException(
            line(code, start(code, at)), "the Java that begins here does not end.");
      }
      int end = code.length() - next.remaining().length();
      value = "";
      for (SnippetEvent event : shell.eval(code.substring(start(code, at), end))) {
        value = valueOf(event, code, start(code, at));
      }
      at = end;
    }
    return value;
  }

  /** Where the blanks end that begin at an index. */
  private static int start(String code, int at) {
    int start = at;
    while (start < code.length() && Character.isWhitespace(code.charAt(start))) {
      start++;
    }
    return start;
  }

  private static int line(String code, long index) {
    return 1 + (int) code.chars().limit(index).filter(c -> c == '\n').count();
  }

  private String valueOf(SnippetEvent event, String code, int start) throws SnippetException {
    Snippet snippet = event.snippet();
    if (event.status() == Snippet.Status.REJECTED) {
      Diag diagnosis = shell.diagnostics(snippet).filter(Diag::isError).findFirst().orElseThrow();
      int line = line(code, start + Math.max(0, diagnosis.getPosition()));
      throw new SnippetException(line, oneLine(diagnosis.getMessage(Locale.ROOT)));
    }
    JShellException exception = event.exception();
    if (exception != null) {
      int line = line(code, start) + lineWithin(snippet, exception);
      throw new SnippetException(line, Sentence.of(exception));
    }
    boolean expression =
        snippet.kind() == Snippet.Kind.EXPRESSION
            || snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    return expression && event.value() != null ? event.value() : "";
  }

  /** A compiler's message without its line breaks: symbol and place follow the fault. */
  private static String oneLine(String message) {
    return String.join("; ", message.strip().split("\\s*\\R\\s*")) + ".";
  }

  /** In what line of the snippet it was thrown, from 0; 0 when below code of other snippets. */
  private static int lineWithin(Snippet snippet, JShellException exception) {
    String file = "#" + snippet.id();
    for (StackTraceElement frame : exception.getStackTrace()) {
      if (file.equals(frame.getFileName())) {
        return Math.max(0, frame.getLineNumber() - 1);
      }
    }
    return 0;
  }
}
