package dev.maskwise.job.object;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.digest.ContentSum;
import dev.maskwise.reader.object.Category;
import dev.maskwise.reader.object.FileEnd;
import dev.maskwise.reader.object.ObjectFile;
import dev.maskwise.reader.object.ObjectPiece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What all files together say of the data set.
 *
 * @param categories by ascending id
 * @param contents a digest of what each input holds
 */
record DataSet(List<Category> categories, List<@Nullable String> contents) {

  /**
   * Puts together what the files say.
   *
   * @param files all of them
   * @param pieces their categories and ends
   * @throws InputRefusedException when a file cannot be read to its end, so that nobody knows which
   *     objects are lost, or two files of the truth disagree
   */
  static DataSet of(List<ObjectFile> files, int inputs, List<ObjectPiece> pieces) {
    List<ContentSum> contents = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      contents.add(new ContentSum());
    }
    TreeMap<Integer, Category> categories = new TreeMap<>();
    for (ObjectPiece piece : pieces) {
      ObjectFile file = files.get(piece.file());
      if (piece.kind() == ObjectPiece.Kind.END) {
        FileEnd end = FileEnd.of(piece.content());
        InputRefusedException.require(
            end.fault() == null,
            "%s %s. Which objects are lost in it is not known, so that nothing is evaluated: give the whole file."
                .formatted(file.path(), end.fault()));
        contents.get(file.input()).add(Integer.toString(piece.file()), end.digest());
      } else {
        for (Category category : Category.of(piece.content())) {
          Category other = categories.putIfAbsent(category.id(), category);
          InputRefusedException.require(
              other == null || other.equals(category),
              "%s calls the category %d '%s', but another file of the truth calls it '%s': give them one name."
                  .formatted(
                      file.path(),
                      category.id(),
                      category.name(),
                      other == null ? "" : other.name()));
        }
      }
    }
    InputRefusedException.require(
        !categories.isEmpty(),
        "%s lists no category: objects without a category have no numbers."
            .formatted(files.get(0).path()));
    return new DataSet(
        List.copyOf(categories.values()), contents.stream().map(ContentSum::hex).toList());
  }

  /** The ids of the categories, ascending. */
  Set<Integer> ids() {
    Set<Integer> ids = new TreeSet<>();
    categories.forEach(category -> ids.add(category.id()));
    return ids;
  }

  /** The names of the categories; one that is not its own alone is given with the id. */
  List<String> names() {
    Set<String> seen = new HashSet<>();
    Set<String> shared = new HashSet<>();
    for (Category category : categories) {
      if (!seen.add(category.name())) {
        shared.add(category.name());
      }
    }
    return categories.stream()
        .map(
            category ->
                shared.contains(category.name())
                    ? "%s (%d)".formatted(category.name(), category.id())
                    : category.name())
        .toList();
  }

  /** The ids of the categories of each frequency that LVIS tells apart; empty elsewhere. */
  Map<String, Set<Integer>> frequencies() {
    Map<String, Set<Integer>> frequencies = new HashMap<>();
    for (Category category : categories) {
      if (category.frequency() != null) {
        frequencies
            .computeIfAbsent(category.frequency(), frequency -> new TreeSet<>())
            .add(category.id());
      }
    }
    return frequencies;
  }
}
