package dev.maskwise.run.store;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.StoredRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a run is named on the command line: a directory, or {@code STORE@WHICH}, where WHICH is
 *
 * <ul>
 *   <li>{@code last}, the last run; {@code last-green}, the last that passed, with warnings or
 *       without. Both are looked for anew each time: nothing is stored that could be out of date
 *   <li>a name that was promoted or pinned, such as {@code prod}
 *   <li>a date, {@code 2026-11-30} or {@code 20261130}: the last run that started on it, in UTC
 *   <li>the id of a run, or how it or its key begins, where only one begins so
 * </ul>
 */
public final class RunReference {
  private static final Pattern DATE = Pattern.compile("([0-9]{4})(-?)([0-9]{2})\\2([0-9]{2})");

  /** Shorter beginnings of a key are no more than a guess. */
  private static final int FEWEST_DIGITS = 4;

  private static final int SHOWN = 5;

  private RunReference() {}

  /**
   * The run of a reference.
   *
   * @throws InputRefusedException when there is no such run; the message lists what there is
   */
  public static StoredRun resolve(StorageAccess access, String reference) {
    int at = reference.lastIndexOf('@');
    if (isInStore(reference, at)) {
      return in(RunStore.open(access, reference.substring(0, at)), reference.substring(at + 1));
    }
    InputRefusedException.require(
        at != 0,
        "%s names no store: write STORE%s, or the directory of a run."
            .formatted(reference, reference));
    return StoredRun.open(access, reference);
  }

  /**
   * The run of a reference; empty for {@code STORE@last} or {@code STORE@last-green} where there is
   * no such run yet.
   *
   * @throws InputRefusedException when there is no such store, or no run of another reference
   */
  public static Optional<StoredRun> findLatest(StorageAccess access, String reference) {
    int at = reference.lastIndexOf('@');
    return isLatest(reference)
        ? latest(RunStore.open(access, reference.substring(0, at)), reference.substring(at + 1))
        : Optional.of(resolve(access, reference));
  }

  /**
   * Whether a reference is {@code STORE@last} or {@code STORE@last-green}: whatever run that is.
   */
  public static boolean isLatest(String reference) {
    int at = reference.lastIndexOf('@');
    String which = reference.substring(at + 1);
    return isInStore(reference, at)
        && (which.equals(RunNames.LAST) || which.equals(RunNames.LAST_GREEN));
  }

  /** Whether there is a name of a store before the {@code @}. */
  private static boolean isInStore(String reference, int at) {
    // The '@' of a user or a bucket stands before a slash.
    return at > 0 && reference.indexOf('/', at) < 0;
  }

  private static Optional<StoredRun> latest(RunStore store, String which) {
    List<String> latest = new ArrayList<>(store.ids());
    Collections.reverse(latest);
    Stream<String> wanted = latest.stream();
    return first(store, which.equals(RunNames.LAST) ? wanted : wanted.filter(store::isGreen));
  }

  /**
   * A run of a store.
   *
   * @param which what stands after the {@code @}, which may stand before it here too
   * @throws InputRefusedException when there is no such run; the message lists what there is
   */
  public static StoredRun in(RunStore store, String which) {
    String wanted = which.startsWith("@") ? which.substring(1) : which;
    List<String> latest = new ArrayList<>(store.ids());
    Collections.reverse(latest);
    Optional<StoredRun> found =
        switch (wanted) {
          case RunNames.LAST, RunNames.LAST_GREEN -> latest(store, wanted);
          default -> named(store, latest, wanted);
        };
    return found.orElseThrow(() -> missing(store, latest, wanted));
  }

  private static Optional<StoredRun> named(RunStore store, List<String> latest, String wanted) {
    Optional<NamedRun> named = new RunNames(store).find(wanted);
    if (named.isPresent()) {
      String id = String.valueOf(named.get().run());
      return Optional.of(
          store
              .find(id)
              .orElseThrow(
                  () ->
                      new InputRefusedException(
                          "%s calls the run %s '%s', which is not there: promote another."
                              .formatted(store.directory(), id, wanted))));
    }
    Matcher date = DATE.matcher(wanted);
    if (date.matches()) {
      String day = date.group(1) + date.group(3) + date.group(4);
      return first(store, latest.stream().filter(id -> id.startsWith(day + "T")));
    }
    List<String> begin =
        latest.stream().filter(id -> begins(id, wanted)).filter(id -> whole(store, id)).toList();
    InputRefusedException.require(
        begin.size() < 2,
        "%s@%s may be any of %s: write more of it."
            .formatted(store.directory(), wanted, some(begin)));
    return first(store, begin.stream());
  }

  private static boolean begins(String id, String wanted) {
    return wanted.length() >= FEWEST_DIGITS
        && (id.startsWith(wanted) || id.substring(id.indexOf('-') + 1).startsWith(wanted));
  }

  private static boolean whole(RunStore store, String id) {
    return store.find(id).isPresent();
  }

  /** The first that is finished. */
  private static Optional<StoredRun> first(RunStore store, Stream<String> ids) {
    return ids.flatMap(id -> store.findOrRefuse(id).stream()).findFirst();
  }

  private static InputRefusedException missing(RunStore store, List<String> latest, String wanted) {
    List<String> runs = latest.stream().filter(id -> whole(store, id)).limit(SHOWN + 1L).toList();
    if (runs.isEmpty()) {
      return new InputRefusedException(
          "%s@%s is not there: the store has no run yet, so make one with evaluate --store."
              .formatted(store.directory(), wanted));
    }
    if (wanted.equals(RunNames.LAST_GREEN)) {
      return new InputRefusedException(
          "%s@%s is not there: no run of the store has a verdict that it passed; name another, such as %s."
              .formatted(store.directory(), wanted, some(runs)));
    }
    List<String> names = new RunNames(store).all().stream().map(NamedRun::name).toList();
    return new InputRefusedException(
        "%s@%s is not there: there are the names %s, and the runs %s."
            .formatted(
                store.directory(),
                wanted,
                String.join(
                    ", ",
                    Stream.concat(Stream.of(RunNames.LAST, RunNames.LAST_GREEN), names.stream())
                        .toList()),
                some(runs)));
  }

  private static String some(List<String> ids) {
    return String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())))
        + (ids.size() > SHOWN ? ", …" : "");
  }
}
