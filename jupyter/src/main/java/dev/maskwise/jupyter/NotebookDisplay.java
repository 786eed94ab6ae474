package dev.maskwise.jupyter;

import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.Chart;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/**
 * Shows the values of a notebook. The kernel finds this class in {@code META-INF/services} and asks
 * it for the last value of a cell and for the argument of {@code display}.
 */
public final class NotebookDisplay implements DisplayProvider {

  @Override
  public List<DisplayRenderer> getDisplayRenderers() {
    return List.of(
        new Shown<>(Dataset.class, dataset -> DatasetTable.display((Dataset<?>) dataset)),
        new Shown<>(Chart.class, ChartPicture::display),
        new Shown<>(PictureTable.class, PictureTable::display));
  }

  @Override
  public List<DisplayTransformer> getDisplayTransformers() {
    return List.of();
  }

  /** How values of a type are shown; each brings all its forms, so no wish for one is refused. */
  private record Shown<T>(Class<T> type, Function<T, DisplayData> display)
      implements DisplayRenderer {

    @Override
    public Class<?> rendererClass() {
      return type;
    }

    @Override
    public boolean canRender(@Nullable String mimeType) {
      return true;
    }

    @Override
    public DisplayData render(@Nullable String mimeType, Object value) {
      return display.apply(type.cast(value));
    }
  }
}
