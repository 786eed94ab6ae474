package dev.maskwise.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CanvasTest {
  private final Canvas canvas = new Canvas(512, 256);

  private int painted() {
    int n = 0;
    for (byte pixel : canvas.pixels) {
      n += pixel != 0 ? 1 : 0;
    }
    return n;
  }

  @Test
  void rectangleCoversThePixelsWhoseCentresItHolds() {
    canvas.fill(Polygon.rectangle(10.5, 20.4, 13.5, 21.6), 7);
    assertThat(painted()).isEqualTo(6);
    for (int row = 20; row <= 21; row++) {
      for (int column = 10; column <= 12; column++) {
        assertThat(canvas.pixels[row * 512 + column]).isEqualTo((byte) 7);
      }
    }
  }

  @Test
  void neighboursLeaveNoGapAndDoNotOverlap() {
    canvas.fill(Polygon.of(0, 0, 300.3, 0, 211.7, 256, 0, 256), 1);
    int left = painted();
    canvas.fill(Polygon.of(300.3, 0, 512, 0, 512, 256, 211.7, 256), 2);
    assertThat(painted()).isEqualTo(512 * 256);
    assertThat(canvas.pixels).contains((byte) 1);
    int ones = 0;
    for (byte pixel : canvas.pixels) {
      ones += pixel == 1 ? 1 : 0;
    }
    assertThat(ones).isEqualTo(left);
  }

  @Test
  void whatReachesBeyondTheCanvasIsCut() {
    canvas.fill(Polygon.rectangle(-1e6, -50, 1e6, 1), 3);
    assertThat(painted()).isEqualTo(512);
    canvas.fill(Polygon.rectangle(600, 300, 700, 400), 3);
    assertThat(painted()).isEqualTo(512);
  }

  @Test
  void unitsScaleWithTheHeight() {
    Canvas small = new Canvas(64, 32);
    small.fill(Polygon.rectangle(0, 0, 80, 16), 1);
    int n = 0;
    for (byte pixel : small.pixels) {
      n += pixel;
    }
    assertThat(n).isEqualTo(10 * 2);
  }

  @Test
  void roundShapesHaveTheAreaOfTheirFormula() {
    canvas.fill(Polygon.ellipse(200, 100, 60, 30), 1);
    assertThat((double) painted()).isCloseTo(Math.PI * 60 * 30, within(60.0));
    canvas.fill(Polygon.limb(350, 50, 10, 350, 150, 10), 2);
    double limb = 20 * 100 + Math.PI * 100;
    assertThat(painted() - Math.PI * 60 * 30).isCloseTo(limb, within(80.0));
  }

  @Test
  void outlineSurroundsTheShape() {
    canvas.outline(Polygon.rectangle(100, 100, 120, 120), 2, 1);
    assertThat(canvas.pixels[110 * 512 + 98]).isEqualTo((byte) 1);
    assertThat(canvas.pixels[110 * 512 + 101]).isEqualTo((byte) 1);
    assertThat(canvas.pixels[110 * 512 + 97]).isZero();
    assertThat(canvas.pixels[110 * 512 + 110]).isZero();
  }

  @Test
  void hullHoldsEveryPoint() {
    SplittableRandom random = new SplittableRandom(11);
    double[] points = new double[80];
    for (int i = 0; i < 40; i++) {
      points[2 * i] = random.nextDouble(50, 450);
      points[2 * i + 1] = random.nextDouble(50, 200);
    }
    Polygon hull = Polygon.hull(points);
    assertThat(hull.x.length).isBetween(3, 40);
    canvas.fill(hull, 1);
    canvas.outline(hull, 1, 1);
    for (int i = 0; i < 40; i++) {
      int row = (int) points[2 * i + 1];
      int column = (int) points[2 * i];
      assertThat(canvas.pixels[row * 512 + column]).isEqualTo((byte) 1);
    }
    for (int i = 0; i < hull.x.length; i++) {
      int j = (i + 1) % hull.x.length;
      int k = (i + 2) % hull.x.length;
      double turn =
          (hull.x[j] - hull.x[i]) * (hull.y[k] - hull.y[j])
              - (hull.y[j] - hull.y[i]) * (hull.x[k] - hull.x[j]);
      assertThat(turn).isPositive();
    }
  }
}
