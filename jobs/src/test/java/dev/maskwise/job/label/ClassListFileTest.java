package dev.maskwise.job.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of classes as people keep them, and what is said of what is none. */
class ClassListFileTest {
  @TempDir Path directory;

  private ClassList read(String name, byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve(name), bytes);
    return ClassListFile.read(new Configuration(), file.toString());
  }

  private ClassList read(String name, String text) throws IOException {
    return read(
        name,
        text.replace("\\n", "\n")
            .replace("\\r", "\r")
            .replace("\\t", "\t")
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Each of them names road, side walk and car. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "names.txt  | road\\nside walk\\ncar\\n",
        "bom.txt    | \ufeffroad\\nside walk\\ncar",
        "crlf.txt   | road\\r\\nside walk\\r\\ncar\\r\\n",
        "notes.txt  | # my classes\\nroad\\n# two words\\nside walk\\ncar\\n\\n\\n",
        "bare.csv   | 0,road\\n1,side walk\\n2,car",
        "order.csv  | 2,car\\n0,road\\n\\n1,side walk",
        "head.csv   | id,name\\n0,road\\n1,side walk\\n2,car",
        "turned.csv | Name;ID\\nroad;0\\n\"side walk\";1\\ncar;2",
        "tabs.tsv   | index\\tname\\tsuper\\n0\\troad\\tflat\\n1\\tside walk\\tflat\\n2\\tcar\\tvehicle",
        "kaggle.csv | name,r,g,b\\nroad,128,64,128\\nside walk,244,35,232\\ncar,0,0,142",
        "colon.txt  | 0: road\\n1: side walk\\n2: car",
        "list.json  | [\"road\", \"side walk\", \"car\"]",
        "map.json   | {\"0\": \"road\", \"1\": \"side walk\", \"2\": \"car\"}",
        "hf.json    | {\"id2label\": {\"0\": \"road\", \"1\": \"side walk\", \"2\": \"car\"}, \"x\": 1}",
        "coco.json  | {\"categories\": [{\"id\": 1, \"name\": \"side walk\"},\t{\"id\": 0, \"name\": \"road\"}, {\"id\": 2, \"name\": \"car\", \"color\": [0, 0, 142]}]}",
        "class.json | [{\"class_id\": 1, \"name\": \"side walk\"}, {\"class_id\": 0, \"name\": \"road\"}, {\"class_id\": 2, \"name\": \"car\"}]",
        "list.yaml  | - road\\n- side walk\\n- car",
        "plain.txt  | - road\\n- side walk\\n- car",
        "map.yaml   | 0: road\\n1: side walk\\n2: car",
        "yolo.yaml  | path: ../x\\nnames:\\n  0: road\\n  1: side walk\\n  2: car",
      })
  void listsOfAllKindsNameTheSame(String name, String text) throws IOException {
    assertThat(read(name, text).names()).containsExactly("road", "side walk", "car");
  }

  @Test
  void whatLooksLikeAValueIsAName() throws IOException {
    assertThat(read("a.yaml", "[no, 1.10, null, 0x1]").names())
        .containsExactly("no", "1.10", "null", "0x1");
    assertThat(read("a.txt", "no\nbuilding, edifice\n3d\n").names())
        .containsExactly("no", "building, edifice", "3d");
    assertThat(read("a.csv", "id,name\n0,\"a, \"\"b\"\"\"").names()).containsExactly("a, \"b\"");
  }

  @Test
  void aListMayHaveIdsColoursAndWhatIsIgnored() throws IOException {
    ClassList list =
        read(
            "a.csv",
            """
            # two classes, of which one has two colours
            label,name,id,colour
            0,road,7,#804080
            0,marking,,192 0 64
            1,car,26,#00008e
            ignore 255,void,0,#000000
            ignore,plate,-1,
            """);
    assertThat(list.names()).containsExactly("road", "car");
    assertThat(list.ignore()).containsExactly(255);
    assertThat(list.ids().text()).isEqualTo("-1..0=ignore,7=0,26=1");
    assertThat(list.colours().text()).isEqualTo("#000000=ignore,#00008e=1,#804080=0,#c00040=0");
    assertThat(list.label("--ignore", "void")).isEqualTo(255);
    assertThat(list.label("--ignore", "marking")).isZero();
    assertThatThrownBy(() -> list.label("--background", "cra"))
        .hasMessage("--background cra is neither a label nor the name of a class: write 'car'.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.txt  | road\\n\\ncar              | , line 2: it is blank, but every line up to the last one names a class: write one there.",
        "a.txt  | road\\ncar\\nroad          |  names 'road' twice: give each class a name of its own.",
        "a.txt  | ``                         |  gives 0 classes: there can be 1 to 4096.",
        "a.txt  | # none                     |  gives 0 classes: there can be 1 to 4096.",
        "a.txt  | road\\nc\0a\0r\0           | , line 2: it holds the character U+0000, which nobody can see: remove it.",
        "a.txt  | road\\ncar\u200b           | , line 2: it holds the character U+200B, which nobody can see: remove it.",
        "a.txt  | ro\u0007ad                 | , line 1: it holds the character U+0007, which nobody can see: remove it.",
        "a.txt  | <!DOCTYPE html>\\n<html>   |  is a page of HTML or XML: save the plain text that it shows.",
        "a.csv  | 0,road\\n2,car             |  names no class for the label 1, but one for 2: name those between too, or say with --map which labels files hold.",
        "a.csv  | 0,road\\n0,car             | , line 2: the label 0 is that of 'road' already: give each class a label of its own.",
        "a.csv  | 0,road\\ncar               | , line 2: it has no label before its name, but other lines have: write it as 0,road.",
        "a.csv  | id,name\\n0,road,flat      | , line 2: it has 3 cells, but the header 2: write as many, with a name that holds ',' in double quotes.",
        "a.csv  | id,name\\nx,road           | , line 2: the label 'x' is no number: write one.",
        "a.csv  | id,name\\n0,               | , line 2: it has no name: write one.",
        "a.csv  | id,name,name\\n0,road,road | , line 1: two columns are the name: leave one out.",
        "a.csv  | id,name,color\\n0,road,red | , line 2: 'red' is no colour: write #rrggbb, or three numbers from 0 to 255.",
        "a.csv  | id,name\\n0,\"road         | , line 2: a double quote is not closed: close it.",
        "a.json | {\"a\": \"road\"}          |  holds 'a' where the label of a class is asked for: write a number there.",
        "a.json | [[\"road\"]]               |  holds [road] where a name is asked for: write a text there.",
        "a.csv  | value,name\\n2,sky\\n0,road  | , line 1: no column is the id or label, and not all others are known: call one of them id, or leave them out.",
        "a.csv  | id,label\\n0,road\\n1,car     | , line 1: it reads like a header without a name beside an id: write id,name, or leave it out.",
        "a.csv  | name\\nroad\\ncar            | , line 1: it reads like a header without a name beside an id: write id,name, or leave it out.",
        "a.txt  | 0,\"\"\\n1,car              | , line 1: it has no name: write one.",
        "a.json | [{\"value\": 2, \"name\": \"sky\"}] | , entry 1: it has a number, but neither an id nor a label: call it id, or leave it out.",
        "a.json | {\"names\": [\"a\"], \"labels\": {\"0\": \"x\"}} |  holds lists under [names, labels]: leave one of them there.",
        "a.json | 7                          |  holds no list: write names, or names by their labels.",
      })
  void whatIsNoListIsSaid(String name, String text, String sentence) {
    assertThatThrownBy(() -> read(name, text))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(
            "--classes "
                + directory.resolve(name)
                + (sentence.startsWith(",") ? "" : " ")
                + sentence);
  }

  @Test
  void brokenJsonIsSaidInOneSentence() {
    assertThatThrownBy(() -> read("a.json", "[\"road\", "))
        .isInstanceOf(InputRefusedException.class)
        .message()
        .startsWith("--classes " + directory.resolve("a.json") + " is neither JSON nor YAML: ")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
  void utf16IsNamed(String charset) {
    assertThatThrownBy(() -> read("a.txt", "road\ncar".getBytes(Charset.forName(charset))))
        .hasMessageEndingWith("a.txt is UTF-16: save it as UTF-8.");
  }

  @Test
  void otherBytesAreNamedByTheirLine() {
    byte[] latin = "road\nstra\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read("a.txt", latin))
        .hasMessageEndingWith("a.txt, line 2: it is not UTF-8: save the file as UTF-8.");
  }

  @Test
  void nothingIsNamed() {
    assertThatThrownBy(() -> ClassListFile.read(new Configuration(), directory + "/none.txt"))
        .hasMessageEndingWith(
            "is neither a number, a data set (cityscapes, voc, ade20k, coco-stuff, camvid) nor a file that exists: check it.");
  }

  @ParameterizedTest
  @CsvSource({
    "cityscapes,19,35,33,255,road,bicycle,7,33",
    "voc,21,22,22,255,background,tvmonitor,0,20",
    "ade20k,150,151,151,255,wall,flag,1,150",
    "coco-stuff,171,172,0,255,person,wood,0,181",
    "camvid,11,0,32,11,sky,bicyclist,,",
  })
  void dataSetsAreWhatTheirListsSay(
      String dataSet,
      int classes,
      int ids,
      int colours,
      int ignore,
      String first,
      String last,
      Integer firstId,
      Integer lastId) {
    ClassList list = ClassListFile.read(new Configuration(), dataSet);
    assertThat(list.names()).hasSize(classes).startsWith(first).endsWith(last);
    assertThat(Set.copyOf(list.names())).hasSize(classes);
    assertThat(list.ignore()).containsExactly(ignore);
    List<Integer> values = new ArrayList<>();
    list.entries().stream().map(ClassList.Entry::id).filter(id -> id != null).forEach(values::add);
    assertThat(values).hasSize(ids).doesNotHaveDuplicates();
    assertThat(list.entries().stream().filter(entry -> entry.colour() != null)).hasSize(colours);
    if (firstId != null) {
      assertThat(list.ids().target(false, firstId)).isZero();
      assertThat(list.ids().target(false, lastId)).isEqualTo(classes - 1);
    }
    assertThat(Files.exists(Path.of("src/main/resources/dev/maskwise/job/label", dataSet + ".csv")))
        .isTrue();
  }

  /** The bits of a label, lowest first, are the highest bits of red, green, blue, red, … */
  @Test
  void coloursOfVocAreThoseOfItsFormula() {
    ClassList list = ClassListFile.read(new Configuration(), "voc");
    for (int label = 0; label < 21; label++) {
      int colour = 0;
      for (int bit = 0; bit < 8; bit++) {
        int channel = bit % 3;
        colour |= (label >> bit & 1) << (7 - bit / 3 + 8 * (2 - channel));
      }
      assertThat(list.colours().target(true, colour)).as("#%06x", colour).isEqualTo(label);
    }
  }

  @Test
  void coloursThatTwoClassesHaveAreNoMap() {
    ClassList list = ClassListFile.read(new Configuration(), "ade20k");
    MapText words = new MapText(list, list.ignore());
    assertThatThrownBy(() -> words.read(new Configuration(), "--map", "colours"))
        .hasMessage(
            "--map colours: colours do not tell 'road' from 'skyscraper', which both have #8c8c8c: map something else.");
    assertThatThrownBy(
            () ->
                new MapText(ClassListFile.read(new Configuration(), "camvid"), List.of(11))
                    .read(new Configuration(), "--map", "ids"))
        .hasMessage("--map ids: --classes lists no ids: give them there, or write the map out.");
  }
}
