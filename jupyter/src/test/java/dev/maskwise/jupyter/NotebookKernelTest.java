package dev.maskwise.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;

/** Cells as a notebook runs them, in the kernel's engine; no sockets. */
class NotebookKernelTest {

  @BeforeAll
  static void imports() throws Exception {
    Spark.session();
    MainApp.kernel.eval(NotebookKernel.imports());
  }

  @Test
  void aCellUsesWhatIsImported() throws Exception {
    assertThat(html("SparkSession.active().range(1).select(lit(0.5).as(\"iou\"))"))
        .contains("iou", "0.5000");
    assertThat(
            html(
                "Charts.bars(SparkSession.active().range(2).withColumn(\"s\", lit(\"a\")), \"id\", \"id\", \"s\")"))
        .contains("data:image/svg+xml");
  }

  @Test
  void definitionsStayForLaterCells() throws Exception {
    MainApp.kernel.eval("double half(double x) { return x / 2; }");
    MainApp.kernel.eval("double iou = half(1);");
    assertThat(html("iou")).isEqualTo("0.5");
  }

  @Test
  void aWrongCellIsAnError() {
    assertThatThrownBy(() -> MainApp.kernel.eval("Charts.pie()")).isInstanceOf(Exception.class);
  }

  private static String html(String cell) throws Exception {
    DisplayData display = MainApp.kernel.eval(cell);
    return String.valueOf(display.data().get("text/html"));
  }
}
