package ai.rapids.cudf;

/** The bytes of a column. */
public class BaseDeviceMemoryBuffer {
  final ColumnView of;

  BaseDeviceMemoryBuffer(ColumnView of) {
    this.of = of;
  }
}
