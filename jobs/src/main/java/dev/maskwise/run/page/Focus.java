package dev.maskwise.run.page;

/** Links within the page that lead to the images of a class, of a slice, or of both. */
final class Focus {
  private Focus() {}

  static String ofClass(int classId) {
    return "#class=" + classId;
  }

  static String ofSlice(int slice) {
    return "#slice=" + slice;
  }

  static String of(int classId, int slice) {
    return "#class=" + classId + "&slice=" + slice;
  }
}
