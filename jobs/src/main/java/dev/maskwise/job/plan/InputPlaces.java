package dev.maskwise.job.plan;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.PlacePattern;
import dev.maskwise.reader.source.ShardPlace;
import dev.maskwise.reader.source.TableLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The places that options name, which may be patterns such as {@code runs/p*} and stand behind the
 * name of a model. What a text means is decided by what is there: any name may be given to a model
 * and a directory, also one with {@code =} or {@code *} in it.
 */
record InputPlaces(Configuration hadoop) {
  /** Stands for the name of each class, where classes overlap. */
  private static final String CLASS = "{class}";

  private static final int NAMED = 3;

  /** A model, and where what it predicts is; the name is null where none is given. */
  private record Reading(@Nullable String name, String location) {}

  /**
   * The one place of a pattern, or the location itself where it is none, is one of tars, which are
   * one place, or nothing is there.
   *
   * @throws InputRefusedException when there are several
   */
  String place(String option, String location) {
    if (TableLocation.of(location).isPresent()) {
      return location;
    }
    List<String> places =
        isThere(location) || ShardPlace.isSet(location) ? List.of() : matches(location);
    InputRefusedException.require(
        places.size() < 2,
        "%s %s matches %,d places, such as %s: name one of them%s."
            .formatted(
                option,
                location,
                places.size(),
                String.join(", ", places.subList(0, Math.min(NAMED, places.size()))),
                option.equals("--truth") ? "" : ", or give the option for each"));
    return places.isEmpty() ? location : places.get(0);
  }

  /**
   * Model name → place, in the order given; a model without a name has that of its directory.
   *
   * @throws InputRefusedException when two have one name, or a pattern matches several places
   */
  Map<String, String> models(List<String> predictions) {
    Map<String, String> models = new LinkedHashMap<>();
    for (String prediction : predictions) {
      Reading reading = reading(prediction);
      String place = place("--prediction", reading.location());
      add(models, reading.name() == null ? lastPart(place) : reading.name(), place);
    }
    return models;
  }

  /**
   * The same for the columns of a manifest.
   *
   * @param columns of each model one, which may stand behind the model's name
   */
  static Map<String, String> modelsOf(String manifest, List<String> columns) {
    Map<String, String> models = new LinkedHashMap<>();
    for (String column : columns) {
      int equals = column.indexOf('=');
      String name = equals > 0 ? column.substring(0, equals) : column;
      add(models, name, manifest + "#" + column.substring(equals > 0 ? equals + 1 : 0));
    }
    return models;
  }

  private static void add(Map<String, String> models, String name, String place) {
    if (models.put(name, place) != null) {
      throw new InputRefusedException(
          "Two models are called '%s': give each a name as --prediction NAME=%s."
              .formatted(name, place));
    }
  }

  /** The first reading that leads somewhere: a name up to the first =, up to the next, or none. */
  private Reading reading(String prediction) {
    if (TableLocation.of(prediction).isPresent()) {
      return new Reading(null, prediction);
    }
    List<Reading> readings = new ArrayList<>();
    for (int i = prediction.indexOf('=', 1); i > 0; i = prediction.indexOf('=', i + 1)) {
      readings.add(new Reading(prediction.substring(0, i), prediction.substring(i + 1)));
    }
    int slash = prediction.indexOf('/');
    int equals = prediction.indexOf('=', 1);
    boolean named = equals > 0 && (slash < 0 || equals < slash);
    readings.add(named ? readings.size() : 0, new Reading(null, prediction));
    if (readings.size() > 1) {
      for (Reading reading : readings) {
        if (TableLocation.of(reading.location()).isPresent()
            || isThere(reading.location())
            || !matches(reading.location()).isEmpty()) {
          return reading;
        }
      }
    }
    return readings.get(0);
  }

  /** What fails here fails again where the place is opened, with words. */
  private boolean isThere(String location) {
    try {
      Path path = Location.path(location);
      FileSystem fileSystem = Location.fileSystem(path, hadoop);
      int hash = location.lastIndexOf('#');
      return fileSystem.exists(path)
          || (hash > 0 && fileSystem.exists(Location.path(location.substring(0, hash))));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** The places that a pattern matches, with the column that the location names. */
  private List<String> matches(String location) {
    int hash = location.lastIndexOf('#');
    String pattern = hash > 0 ? location.substring(0, hash) : location;
    if (location.contains(CLASS) || !PlacePattern.is(pattern)) {
      return List.of();
    }
    try {
      PlacePattern places = new PlacePattern(pattern);
      return places.matches(Location.fileSystem(places.path(), hadoop)).stream()
          .map(FileStatus::getPath)
          .map(place -> place + location.substring(pattern.length()))
          .sorted()
          .toList();
    } catch (IOException | IllegalArgumentException e) {
      return List.of();
    }
  }

  /**
   * The places that a location stands for: itself, or with {@code {class}} in it one for each
   * class.
   *
   * @param classes the names of classes that overlap; empty for other tasks
   */
  static List<String> ofClasses(String location, List<String> classes) {
    return classes.isEmpty() || !location.contains(CLASS)
        ? List.of(location)
        : classes.stream().map(name -> location.replace(CLASS, name)).toList();
  }

  /**
   * What the first of the places of classes is called as one of all of them.
   *
   * @param location that of all, as it was given
   */
  static String nameOfAll(String nameOfFirst, String location, String firstClass) {
    String first = location.replace(CLASS, firstClass);
    if (nameOfFirst.endsWith(first)) {
      return nameOfFirst.substring(0, nameOfFirst.length() - first.length()) + location;
    }
    int at = nameOfFirst.lastIndexOf(firstClass);
    return at < 0
        ? nameOfFirst
        : nameOfFirst.substring(0, at) + CLASS + nameOfFirst.substring(at + firstClass.length());
  }

  private static String lastPart(String location) {
    Optional<TableLocation> table = TableLocation.of(location);
    if (table.isPresent()) {
      return table
          .get()
          .modelName()
          .orElseThrow(
              () ->
                  new InputRefusedException(
                      "--prediction %s is a query without the name of a model: write --prediction NAME=%s."
                          .formatted(location, location)));
    }
    String trimmed = location.replaceAll("/+$", "").replaceFirst("[/#][^/#]*[{]class[}][^/]*$", "");
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }
}
