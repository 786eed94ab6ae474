package dev.maskwise.run.check.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternsTest {
  @ParameterizedTest
  @CsvSource({
    "car, car, true",
    "car, cars, false",
    "*, '', true",
    "*, anything, true",
    "c*r, car, true",
    "c*r, cater, true",
    "c*r, care, false",
    "*=dusk, condition=dusk, true",
    "a*b*c, aXbXbc, true",
    "a*b*c, aXcXb, false",
    "\\*, *, true",
    "\\*, x, false",
    "\\!x, !x, true",
    "[a-z], [a-z], true",
    "[a-z], q, false",
    "a.c, abc, false",
    "Car, car, false",
  })
  void aPatternFitsNames(String pattern, String name, boolean fits) {
    assertThat(new NamePatterns(List.of(pattern)).fit(name)).isEqualTo(fits);
  }

  @Test
  void whatStandsAfterAnExclamationMarkIsLeftOut() {
    NamePatterns patterns = new NamePatterns(List.of("*", "!train", "!traffic *"));
    assertThat(List.of("road", "train", "traffic sign", "trains"))
        .filteredOn(patterns::fit)
        .containsExactly("road", "trains");
  }

  /** The same as a regular expression of the same meaning, for all kinds of patterns and names. */
  @Test
  void patternsFitAsRegularExpressionsDo() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String pattern = random("ab*", random, 6);
      String name = random("ab", random, 8);
      String regex = pattern.replace("*", ".*");
      assertThat(NamePatterns.NamePattern.of(pattern).fits(name))
          .as("%s %s", pattern, name)
          .isEqualTo(Pattern.matches(regex, name));
    }
  }

  private static String random(String letters, Random random, int most) {
    char[] text = new char[random.nextInt(most)];
    for (int i = 0; i < text.length; i++) {
      text[i] = letters.charAt(random.nextInt(letters.length()));
    }
    return new String(text);
  }

  @Test
  void noPatternTakesForEver() {
    char[] name = new char[20_000];
    Arrays.fill(name, 'a');
    NamePatterns patterns = new NamePatterns(List.of("*a".repeat(50) + "b"));
    assertThatCode(() -> patterns.fit(new String(name))).doesNotThrowAnyException();
  }
}
