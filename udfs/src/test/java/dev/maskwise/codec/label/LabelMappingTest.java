package dev.maskwise.codec.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of maps, and that a text and its mapping say the same of every value. */
class LabelMappingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7=0,8=1,*=ignore                | 7..8=0..1,*=ignore",
        "1..150=0..149                   | 1..150=0..149",
        "0=0,1=0,2=0,3=1                 | 0..2=0,3=1",
        "0=0,1..3=0..2                   | 0..1=0,2..3=1..2",
        "2..3=1,1=0                      | 1=0,2..3=1",
        "1..3=0..2,4..6=2..4             | 1..2=0..1,3..4=2,5..6=3..4",
        "1=0,2=1,3=2,4=2,5=3             | 1..2=0..1,3..4=2,5=3",
        "-1=ignore, 0 .. 3 = same        | -1=ignore,0..3=same",
        "#0A141e=3,10 20 31=4            | #0a141e=3,#0a141f=4",
        "5=refuse,6=1                    | 6=1",
        "5=refuse,*=same                 | 5=refuse,*=same",
        "*=0                             | *=0",
        "*=refuse                        | *=refuse",
        "0..127=0,128..255=1             | 0..127=0,128..255=1",
      })
  void aTextBecomesTheShortestOne(String text, String canonical) {
    LabelMapping mapping = LabelMapText.parse(text, LabelMapText.NUMBERS);
    assertThat(mapping.text()).isEqualTo(canonical);
    assertThat(LabelMapText.parse(canonical, LabelMapText.NUMBERS)).isEqualTo(mapping);
  }

  @Test
  void filesHaveLinesAndComments() {
    String text =
        """
        # the ids of the data set
        7=0    # road
        8=1, 9=1
        #804080=2
        \s
        *=ignore
        """;
    assertThat(LabelMapText.parse(text, LabelMapText.NUMBERS).text())
        .isEqualTo("7=0,8..9=1,#804080=2,*=ignore");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7=0,7=1           | entry 2, '7=1': the value 7 is named twice: name each value once",
        "1..4=0,3..9=1     | entry 2, '3..9=1': the value 3 is named twice: name each value once",
        "#0a141e=0,10 20 30=1 | entry 2, '10 20 30=1': the value #0a141e is named twice: name each value once",
        "*=0,*=1           | entry 2, '*=1': what is not named is said twice: keep one '*'",
        "7=0,seven=1       | entry 2, 'seven=1': 'seven' is no value: write a number, numbers a..b, a colour #rrggbb or *",
        "7=road            | entry 1, '7=road': 'road' is no label, which is a number from 0 to 65535",
        "7=70000           | entry 1, '7=70000': '70000' is no label, which is a number from 0 to 65535",
        "7                 | entry 1, '7': it is no VALUE=TARGET, such as 7=0, 1..150=0..149 or *=ignore",
        "7=                | entry 1, '7=': it has no target: write a class, ignore or refuse after '='",
        "7=0,,8=1          | entry 2, '': it is no VALUE=TARGET, such as 7=0, 1..150=0..149 or *=ignore",
        "9..7=0            | entry 1, '9..7=0': the first number is greater than the last: write the smaller first",
        "1..150=0..150     | entry 1, '1..150=0..150': 150 values and 151 labels: write as many",
        "#0a1=0            | entry 1, '#0a1=0': a colour has six hexadecimal digits, and a comment begins with '# '",
        "300 0 0=0         | entry 1, '300 0 0=0': a channel of a colour is 0 to 255",
        "#000000=same      | entry 1, '#000000=same': a colour is no label: write the class that it means",
        "9999999999=0      | entry 1, '9999999999=0': 9999999999 is beyond 32 bits, which no map of labels has",
      })
  void whatIsNoMapIsSaidByItsEntry(String text, String sentence) {
    assertThatThrownBy(() -> LabelMapText.parse(text, LabelMapText.NUMBERS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\n", "# nothing\n"})
  void anEmptyTextIsNoMap(String text) {
    assertThatThrownBy(() -> LabelMapText.parse(text, LabelMapText.NUMBERS))
        .hasMessage("it has no entry: write some, such as '7=0,8=1,*=ignore'");
  }

  @Test
  void aLineIsNamedInAFile() {
    assertThatThrownBy(() -> LabelMapText.parse("7=0\n# x\n8=1;9=2", LabelMapText.NUMBERS))
        .hasMessageStartingWith("line 3, '8=1;9=2': '1;9=2' is no label");
  }

  @Test
  void aMapIsToldFromTheNameOfAFile() {
    for (String map : List.of("7=0", " *=0", "-1=ignore", "1..3=0", "#804080=1", "1 2 3 = 4")) {
      assertThat(LabelMapText.isOne(map, LabelMapText.NUMBERS)).as(map).isTrue();
    }
    for (String file : List.of("map.txt", "lr=0.1/map.txt", "7", "road=0")) {
      assertThat(LabelMapText.isOne(file, LabelMapText.NUMBERS)).as(file).isFalse();
    }
  }

  @Test
  void randomMapsSayWhatTheirEntriesSay() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 300; round++) {
      Map<Integer, Integer> targets = new HashMap<>();
      LabelMapping.Builder builder = new LabelMapping.Builder();
      int rest = random.nextInt(-3, 4);
      builder.rest(rest);
      for (int i = random.nextInt(12); i > 0; i--) {
        enter(random, builder, targets);
      }
      LabelMapping mapping = builder.build();
      LabelMapping again = LabelMapText.parse(mapping.text(), LabelMapText.NUMBERS);
      for (int value = -20; value < 60; value++) {
        int expected = targets.getOrDefault(value, rest);
        assertThat(mapping.target(false, value)).as("%s of %d", mapping, value).isEqualTo(expected);
        assertThat(again.target(false, value)).as("%s of %d", again, value).isEqualTo(expected);
      }
      assertThat(again.text()).isEqualTo(mapping.text());
      LabelMapping.Builder singles = new LabelMapping.Builder().rest(rest);
      targets.forEach((value, target) -> singles.put(false, value, value, target));
      assertThat(singles.build().text()).isEqualTo(mapping.text());
    }
  }

  private static void enter(
      SplittableRandom random, LabelMapping.Builder builder, Map<Integer, Integer> targets) {
    int first = random.nextInt(-10, 40);
    int last = first + random.nextInt(5);
    for (int value = first; value <= last; value++) {
      if (targets.containsKey(value)) {
        return;
      }
    }
    boolean rises = random.nextBoolean();
    int target = random.nextInt(rises ? 0 : -3, 5);
    for (int value = first; value <= last; value++) {
      targets.put(value, rises ? target + value - first : target);
    }
    if (rises) {
      builder.putRising(first, last, target);
    } else {
      builder.put(false, first, last, target);
    }
  }

  @Test
  void whatIsListedElsewhereComesAfterTheEntries() {
    LabelMapping listed = LabelMapText.parse("0..9=0..9,12=3,#000000=1", LabelMapText.NUMBERS);
    LabelMapping mapping =
        new LabelMapping.Builder()
            .put(false, 3, 4, LabelMapping.IGNORE)
            .put(false, 12, 12, 0)
            .rest(LabelMapping.IGNORE)
            .fill(listed)
            .build();
    assertThat(mapping.text()).isEqualTo("0..2=0..2,3..4=ignore,5..9=5..9,12=0,#000000=1,*=ignore");
  }
}
