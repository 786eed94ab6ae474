package dev.maskwise.reader.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(?<site>[^/]+)/                 ; site       ; ulm",
        "(?P<site>[^/]+)/                ; site       ; ulm",
        "/(?<day_time>[^/]+)/            ; day_time   ; noon",
        "/(?P<day_time>[^/]+)/           ; day_time   ; noon",
        "(?<day-time>n..n)               ; day-time   ; noon",
        "(?<Größe>no)                    ; Größe      ; no",
        "(?<group1>[^/]+)/(?<group0>no)  ; group0     ; no",
        "(?P<o>o)(?P=o)                  ; o          ; o",
        "(?<o_o>o)\\k<o_o>                ; o_o        ; o",
        "(?<=/)(?<a>.)(?<!x)             ; a          ; n",
        "[(?<x>]*(?<a>.)                 ; a          ; u",
        "[]](?<a>.)|(?<b>m)              ; b          ; m",
        "\\Q(?<x>\\E|(?<a>l)             ; a          ; l",
        "\\(\\?<x>|(?<a>l)               ; a          ; l",
        "(?:(?<a>z)|(?<b>n))o            ; a          ; ",
      })
  void aGroupHasAnyName(String regex, String name, String found) {
    NamedPattern pattern = NamedPattern.of(regex);
    Matcher matcher = pattern.matcher("ulm/noon/0001");
    assertThat(matcher.find()).isTrue();
    assertThat(pattern.names()).contains(name).doesNotContain("x");
    assertThat(pattern.found(matcher, name)).isEqualTo(found);
    assertThat(NamedPattern.namesGroups(regex)).isTrue();
    assertThat(pattern).hasToString(regex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"site", "(a)", "(?:a)", "(?<=a)b", "(?<!a)b", "[(?<a>]", "image.origin"})
  void nothingElseNamesGroups(String regex) {
    assertThat(NamedPattern.namesGroups(regex)).isFalse();
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThatThrownBy(() -> NamedPattern.of("(?<a>.)(?P<a>.)"))
        .isInstanceOf(PatternSyntaxException.class)
        .hasMessageContaining("two groups are called a");
    assertThatThrownBy(() -> NamedPattern.of("(?P=b)(?P<b>.)"))
        .isInstanceOf(PatternSyntaxException.class)
        .hasMessageContaining("no group before it is called b");
    assertThatThrownBy(() -> NamedPattern.of("(?<a>[")).isInstanceOf(PatternSyntaxException.class);
    assertThat(NamedPattern.namesGroups("(?<a>[")).isTrue();
  }
}
