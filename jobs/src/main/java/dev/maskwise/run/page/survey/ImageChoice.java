package dev.maskwise.run.page.survey;

import dev.maskwise.run.page.survey.ImageSurvey.Box;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which images the page lists, those first that are to be seen: the most changed, the worst, then
 * the worst of each slice, each class and each class in a slice, and in rounds the next worst; then
 * all others, the worst first.
 */
public final class ImageChoice {
  private ImageChoice() {}

  /** The positions of at most so many images. */
  public static List<Integer> of(ImageSurvey survey, int most) {
    Set<Integer> chosen = new LinkedHashSet<>();
    chosen.addAll(survey.regressed().images());
    Map<Box, Extremes> worst = survey.worst();
    Extremes all = worst.get(new Box(ImageSurvey.ALL, ImageSurvey.ALL));
    chosen.addAll(all == null ? List.of() : all.images());
    List<Integer> improved = survey.improved().images();
    chosen.addAll(improved.subList(0, Math.min(3, improved.size())));
    for (int rank = 0; rank < ImageSurvey.RANKS; rank++) {
      add(chosen, worst, rank, box -> box.classId() == ImageSurvey.ALL);
      add(chosen, worst, rank, box -> box.slice() == ImageSurvey.ALL);
      add(chosen, worst, rank, box -> true);
    }
    if (chosen.size() < most) {
      chosen.addAll(survey.byLowest());
    }
    List<Integer> images = new ArrayList<>(chosen);
    return images.subList(0, Math.min(most, images.size()));
  }

  private static void add(
      Set<Integer> chosen, Map<Box, Extremes> worst, int rank, Predicate<Box> of) {
    worst.forEach(
        (box, extremes) -> {
          List<Integer> images = extremes.images();
          if (of.test(box) && rank < images.size()) {
            chosen.add(images.get(rank));
          }
        });
  }
}
