package dev.maskwise.job.schedule;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheFactory;
import java.io.StringWriter;
import java.util.List;

/**
 * Writes the files for a scheduler. Mustache is told to escape nothing ({@code {{{x}}}}), since a
 * {@link Word} is quoted in its own way for each language.
 */
final class Artefacts {
  private static final MustacheFactory TEMPLATES =
      new DefaultMustacheFactory("dev/maskwise/job/schedule");

  private Artefacts() {}

  static List<Artefact> of(Schedule schedule) {
    return schedule.scheduler().templates().stream()
        .map(template -> new Artefact(template.file(), text(template.resource(), schedule)))
        .toList();
  }

  private static String text(String resource, Schedule schedule) {
    StringWriter text = new StringWriter();
    TEMPLATES.compile(resource + ".mustache").execute(text, schedule);
    return text.toString();
  }
}
