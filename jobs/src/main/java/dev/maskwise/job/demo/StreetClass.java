package dev.maskwise.job.demo;

import java.util.List;

/** The class ids of the demo data set. Id i is the i-th of {@link #NAMES}. */
final class StreetClass {
  static final int ROAD = 0;
  static final int SIDEWALK = 1;
  static final int BUILDING = 2;
  static final int VEGETATION = 3;
  static final int SKY = 4;
  static final int CAR = 5;
  static final int PERSON = 6;
  static final int POLE = 7;
  static final int TRAFFIC_SIGN = 8;
  static final int RIDER = 9;

  /** No scene shows a train and no model predicts one: its metrics are undefined. */
  static final int TRAIN = 10;

  static final List<String> NAMES =
      List.of(
          "road",
          "sidewalk",
          "building",
          "vegetation",
          "sky",
          "car",
          "person",
          "pole",
          "traffic sign",
          "rider",
          "train");

  private StreetClass() {}
}
