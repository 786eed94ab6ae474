package dev.maskwise.zeppelin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;
import org.apache.zeppelin.interpreter.Interpreter;
import org.apache.zeppelin.interpreter.InterpreterContext;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkJavaInterpreterTest {
  private static InterpreterProcess process;

  @BeforeAll
  static void open() throws Exception {
    process = new InterpreterProcess(Map.of("spark.maskwise.test", "a setting"));
  }

  @AfterAll
  static void close() throws Exception {
    process.close();
    assertThat(SparkSession.getDefaultSession().isEmpty()).isTrue();
    process.close(); // once more does no harm
  }

  private static Shown java(String code) throws Exception {
    return process.run("%spark.java\n" + code);
  }

  @Test
  void paragraphsSeeWhatEarlierOnesDeclared() throws Exception {
    assertThat(
            java("""
                    record Point(int x, int y) {
                      int sum() { return x + y; }
                    }

                    int twice(int n) {
                      return 2 * n;
                    }
                    var points = List.of(new Point(1, 2), new Point(3, 4)); // a remark
                    """)
                .succeeded()
                .text())
        .isEmpty();
    assertThat(java("points.stream().mapToInt(p -> twice(p.sum())).sum()").succeeded().text())
        .isEqualTo("20\n");
  }

  @Test
  void whatIsPrintedIsShownAndTheConsoleGivenBack() throws Exception {
    PrintStream console = System.out;
    Shown shown =
        java("for (int i = 0; i < 2; i++) {\n  System.out.println(\"é \" + i);\n}\n\"last\" + 1")
            .succeeded();
    assertThat(shown.text()).isEqualTo("é 0\né 1\n\"last1\"\n");
    assertThat(System.out).isSameAs(console);
  }

  @Test
  void aPrintedTableIsATable() throws Exception {
    Shown shown = java("System.out.println(\"%table a\\tb\\n1\\t2\");").succeeded();
    assertThat(shown.messages().get(0).getType()).isEqualTo(InterpreterResult.Type.TABLE);
  }

  @Test
  void sessionAndSettings() throws Exception {
    assertThat(java("spark.version() + ' ' + spark.conf().get(\"spark.maskwise.test\")").text())
        .isEqualTo("\"4.0.1 a setting\"\n");
  }

  @Test
  void bothInterpretersHaveOneSession() throws Exception {
    java("""
            spark.udf().register("plus", (UDF1<Long, Long>) n -> n + 40, DataTypes.LongType);
            spark.range(3).filter((FilterFunction<Long>) n -> n != 1).createOrReplaceTempView("even");
            """)
        .succeeded();
    assertThat(
            process.run("%spark.sql SELECT plus(id) AS n FROM even ORDER BY n").succeeded().table())
        .extracting(row -> row.text("n"))
        .containsExactly("40", "42");
  }

  @Test
  void compilersDiagnosisWithTheLine() throws Exception {
    assertThat(java("int fine = 1;\n\nint a = fine +\n   missing;").failure())
        .startsWith("Line 5: cannot find symbol; symbol: ")
        .contains("missing")
        .doesNotContain("\n");
    assertThat(java("int n = \"text\";").failure())
        .startsWith("Line 2: incompatible types: ")
        .contains("String");
    assertThat(java("int n = 1;\nint m = ) 2;").failure()).startsWith("Line 3: illegal start");
    assertThat(java("fine").succeeded().text()).isEqualTo("1\n"); // what ran before stays
  }

  @Test
  void unfinishedJava() throws Exception {
    assertThat(java("int n = 1;\n\nfor (;;) {\n").failure())
        .isEqualTo("Line 4: the Java that begins here does not end.");
  }

  @Test
  void exceptionWithTheLine() throws Exception {
    assertThat(java("int[] two = new int[2];\n{\n  two[1] = 1;\n  two[2] = 1;\n}").failure())
        .isEqualTo("Line 5: ArrayIndexOutOfBoundsException: Index 2 out of bounds for length 2");
    assertThat(java("throw new IllegalStateException();").failure())
        .isEqualTo("Line 2: IllegalStateException");
    assertThat(
            java("int inner() {\n  return Integer.parseInt(\"x\");\n}\n\nint value = inner();")
                .failure())
        .isEqualTo("Line 6: NumberFormatException: For input string: \"x\"");
  }

  @Test
  void sparksFailuresAreOneLine() throws Exception {
    assertThat(java("spark.sql(\"SELECT nope FROM range(3)\")").failure())
        .startsWith("Line 2: [UNRESOLVED_COLUMN")
        .doesNotContain("\n");
    assertThat(java("spark.sql(\"SELECT overlap(X'01', X'')\").show()").failure())
        .isEqualTo(
            "Line 2: overlap: the truth has 1 bytes and the prediction 0, but both have one byte a pixel.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%spark.java\ndev.maskwise.zeppelin.Gate.pass(1)",
        "%spark.java\nspark.range(1).map((MapFunction<Long, Long>)"
            + " dev.maskwise.zeppelin.Gate::pass, Encoders.LONG()).collectAsList()",
        "%spark.sql SELECT pass(id) FROM range(1)"
      })
  @Timeout(120)
  void aParagraphCanBeCancelled(String paragraph) throws Exception {
    java("spark.udf().register(\"pass\", (UDF1<Long, Long>)"
            + " dev.maskwise.zeppelin.Gate::pass, DataTypes.LongType);")
        .succeeded();
    Gate.close();
    InterpreterContext context = InterpreterProcess.context("waiting");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Shown> shown = thread.submit(() -> process.run(paragraph, context));
      Gate.awaitEntry();
      process.interpreterOf(paragraph).cancel(context);
      assertThat(shown.get().failure()).isEqualTo("The paragraph was cancelled.");
    } finally {
      thread.shutdownNow();
    }
    for (String next : List.of("%spark.java 40 + 2", "%spark.sql SELECT 42")) {
      assertThat(process.run(next).succeeded().text()).contains("42");
    }
  }

  @Test
  @Timeout(120)
  @Tag("slow")
  void progressIsTheShareOfTasksThatAreDone() throws Exception {
    java("spark.udf().register(\"passOne\", (UDF1<Long, Long>)"
            + " n -> n == 0 ? n : dev.maskwise.zeppelin.Gate.pass(n), DataTypes.LongType);")
        .succeeded();
    String paragraph = "%spark.sql SELECT sum(passOne(id)) FROM range(0, 2, 1, 2)";
    InterpreterContext context = InterpreterProcess.context("half done");
    Interpreter interpreter = process.interpreterOf(paragraph);
    assertThat(interpreter.getProgress(context)).isZero();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Shown> shown = thread.submit(() -> process.run(paragraph, context));
      while (interpreter.getProgress(context) != 50) {
        assertThat(shown.isDone()).isFalse();
        Thread.sleep(20);
      }
      interpreter.cancel(context);
      shown.get().failure();
    } finally {
      thread.shutdownNow();
    }
  }
}
