package dev.maskwise.job.demo;

import java.util.List;

/** What a pixel may be: a class, a thing of a class, or ignored. */
final class Label {
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
  static final int TRAIN = 10;
  static final int IGNORE = 255;

  static final List<String> NAMES =
      List.of(
          "road,sidewalk,building,vegetation,sky,car,person,pole,traffic sign,rider,train"
              .split(","));

  private Label() {}

  /** The instance id of the k-th thing of a class; stuff, from road to sky, has one id a class. */
  static int id(int label, int k) {
    return label < CAR ? label : label * 1000 + k;
  }

  /** The class of an instance id. */
  static int label(int id) {
    return id < 1000 ? id : id / 1000;
  }
}
