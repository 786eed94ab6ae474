package dev.maskwise.metric.loss;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The list of all losses of scores, and how they are written: {@code name} or {@code
 * name(key=value,key=value)}. Documentation, reports and help derive from the list.
 */
public final class ScoreLosses {

  /** Every family, in the order of reports. */
  public static final List<LossFamily> ALL =
      List.of(
          CrossEntropy.FAMILY,
          FocalLoss.FAMILY,
          SoftDiceLoss.FAMILY,
          SoftIouLoss.FAMILY,
          TverskyLoss.FAMILY,
          TverskyLoss.FOCAL,
          LovaszHinge.FAMILY,
          LovaszSoftmax.FAMILY);

  private static final Pattern SPEC = Pattern.compile("([^(),=]+)(?:\\(([^()]*)\\))?");

  private ScoreLosses() {}

  /**
   * The losses of a run that names none: each family that fits with its defaults. Focal Tversky is
   * Tversky with another exponent and not among them, and of the two Lovász losses of binary logits
   * it is the hinge.
   *
   * @return none for {@link Task#LABELS}
   */
  public static List<ScoreLoss> defaults(Task task, ScoreKind kind) {
    String besides = LovaszHinge.FAMILY.fits(task, kind) ? LovaszSoftmax.FAMILY.name() : "";
    return ALL.stream()
        .filter(family -> family.fits(task, kind))
        .filter(family -> !family.name().equals(TverskyLoss.FOCAL.name()))
        .filter(family -> !family.name().equals(besides))
        .map(family -> family.standard(task, kind))
        .toList();
  }

  /**
   * The losses of a list that is separated by commas, in its order.
   *
   * @throws IllegalArgumentException if one is no loss or stands there twice
   */
  public static List<ScoreLoss> parseAll(String specs, Task task, ScoreKind kind, int classes) {
    List<ScoreLoss> losses = new ArrayList<>();
    // A comma outside of brackets is one that no closing bracket follows before an opening one.
    for (String spec : specs.split(",(?![^(]*\\))", -1)) {
      ScoreLoss loss = parse(spec, task, kind, classes);
      if (losses.stream().anyMatch(other -> other.name().equals(loss.name()))) {
        throw new IllegalArgumentException("The loss " + loss.name() + " is named twice.");
      }
      losses.add(loss);
    }
    return losses;
  }

  /**
   * The loss of a specification.
   *
   * @param classes how many classes there are
   * @throws IllegalArgumentException if there is no such loss; the sentence says what there is
   */
  public static ScoreLoss parse(String spec, Task task, ScoreKind kind, int classes) {
    return parse(spec, Map.of(), task, kind, classes);
  }

  /**
   * The loss of a specification.
   *
   * @param numbers parameter → value, of those that are not in the text
   */
  public static ScoreLoss parse(
      String spec, Map<String, Double> numbers, Task task, ScoreKind kind, int classes) {
    Matcher matcher = SPEC.matcher(spec.strip());
    if (!matcher.matches()) {
      throw malformed(spec);
    }
    String name = matcher.group(1).strip();
    LossFamily family =
        ALL.stream()
            .filter(known -> task != Task.LABELS && known.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name, task, kind));
    Map<String, Object> given = new LinkedHashMap<>(numbers);
    String parameters = matcher.group(2);
    if (parameters != null) {
      for (String parameter : parameters.split(",", -1)) {
        String[] pair = parameter.split("=", -1);
        if (pair.length != 2 || pair[0].isBlank() || pair[1].isBlank()) {
          throw malformed(spec);
        }
        if (given.put(pair[0].strip(), pair[1].strip()) != null) {
          throw new IllegalArgumentException(
              "The loss %s has the parameter %s once, not twice.".formatted(name, pair[0].strip()));
        }
      }
    }
    return family.make(task, kind, classes, given);
  }

  /**
   * The family of a name of the list.
   *
   * @throws NoSuchElementException if there is none
   */
  public static LossFamily family(String name) {
    return ALL.stream().filter(family -> family.name().equals(name)).findFirst().orElseThrow();
  }

  private static IllegalArgumentException malformed(String spec) {
    return new IllegalArgumentException(
        "A loss is a name, or a name with parameters such as focal_loss(gamma=5,alpha=none), not '%s'."
            .formatted(spec));
  }

  private static IllegalArgumentException unknown(String name, Task task, ScoreKind kind) {
    String known =
        ALL.stream()
            .filter(family -> family.fits(task, kind))
            .map(LossFamily::name)
            .collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        known.isEmpty()
            ? "Label maps have no scores and no loss '%s'; the binary and multiclass tasks have."
                .formatted(name)
            : "There is no loss '%s'; the %s task has %s.".formatted(name, task.label(), known));
  }

  /** The exponents for which the pixel losses must be summed, ascending. */
  public static float[] gammas(Collection<ScoreLoss> losses) {
    Set<Float> distinct = new TreeSet<>();
    losses.forEach(loss -> loss.gamma().ifPresent(distinct::add));
    float[] gammas = new float[distinct.size()];
    int next = 0;
    for (float gamma : distinct) {
      gammas[next++] = gamma;
    }
    return gammas;
  }

  /** The errors whose Lovász extensions must be computed. */
  public static Set<LovaszKind> lovasz(Collection<ScoreLoss> losses) {
    Set<LovaszKind> needed = EnumSet.noneOf(LovaszKind.class);
    losses.forEach(loss -> loss.lovasz().ifPresent(needed::add));
    return needed;
  }
}
