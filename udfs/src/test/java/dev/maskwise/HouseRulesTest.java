package dev.maskwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every module keeps the house rules, and a house that breaks one is told which. */
class HouseRulesTest {
  @TempDir Path root;

  private Path house;

  @Test
  void everyModuleKeepsTheRules() throws IOException {
    assertThat(HouseRules.faults(Path.of(".."))).isEmpty();
  }

  /** Two files that keep all rules, though each names the other: in words, not in code. */
  @BeforeEach
  void build() throws IOException {
    house = Files.createDirectories(root.resolve("one/src/main/java/a"));
    write(house, "package-info", "package a;");
    write(house, "First", "package a; class First { Second second; }");
    write(
        house, "Second", "package a; /** {@link First} */ class Second { String s = \"First\"; }");
    assertThat(HouseRules.faults(root)).isEmpty();
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(Files.createDirectories(folder).resolve(name + ".java"), text);
  }

  private void broken(String... sentences) throws IOException {
    assertThat(HouseRules.faults(root)).containsExactly(sentences);
  }

  @Test
  void aPackageOfTooManyFiles() throws IOException {
    for (int i = 3; i <= 20; i++) {
      write(house, "More" + i, "package a; class More" + i + " {}");
    }
    assertThat(HouseRules.faults(root)).isEmpty();
    write(house, "Last", "package a; class Last {}");
    broken("a has 21 files; a package has at most 20.");
  }

  @Test
  void aFileOfTooManyLines() throws IOException {
    write(house, "Long", "package a; class Long {" + "\n".repeat(399) + "}");
    assertThat(HouseRules.faults(root)).isEmpty();
    write(house, "Long", "package a; class Long {" + "\n".repeat(400) + "}");
    broken(house.resolve("Long.java") + " has 401 lines; a file has at most 400.");
  }

  @Test
  void aFileThatIsNamedForNoIdea() throws IOException {
    write(house, "StringUtils", "package a; class StringUtils {}");
    broken(house.resolve("StringUtils.java") + " is named for no idea.");
  }

  @Test
  void aPackageThatSaysNothing() throws IOException {
    Path other = root.resolve("two/inside/src/main/java/b");
    write(other, "Silent", "package b; class Silent {}");
    broken(other + " says nowhere what it is: it has no package-info.java.");
  }

  @Test
  void filesInALoop() throws IOException {
    write(house, "Second", "package a; class Second { Third third; }");
    write(house, "Third", "package a; class Third { int one = First.ONE; }");
    write(house, "Beside", "package a; class Beside { First first; }");
    broken(
        "These files import one another in a loop: {a.First=[a.Second], a.Second=[a.Third],"
            + " a.Third=[a.First]}.");
  }

  /** Three files in a row, whose ends are in one package. */
  @Test
  void packagesInALoop() throws IOException {
    Path other = root.resolve("two/src/main/java/b");
    write(other, "package-info", "package b;");
    write(other, "Middle", "package b; import a.First; class Middle { First first; }");
    write(house, "Third", "package a; import static b.Middle.*; class Third {}");
    broken("These packages import one another in a loop: {a=[b], b=[a]}.");
  }
}
