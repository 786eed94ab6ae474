package dev.maskwise.jupyter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What shows values knows no metric, and no other module knows it. */
class ArchitectureTest {

  @Test
  void showingImportsNothingOfMaskwise() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..",
            "javax.imageio..",
            "org.jspecify..",
            "org.apache.spark..",
            "scala..",
            "org.knowm.xchart..",
            "org.rapaio.jupyter..",
            "dev.maskwise.jupyter..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.maskwise.jupyter"));
  }

  @Test
  void noOtherModuleNamesJupyter() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      List<Path> sources =
          files
              .filter(
                  path ->
                      path.toString().matches("\\.\\./(?!jupyter/)[^/]+/(src/.*\\.java|pom\\.xml)"))
              .toList();
      assertThat(sources).isNotEmpty();
      for (Path file : sources) {
        assertThat(Files.readString(file))
            .as("%s", file)
            .doesNotContain("dev.maskwise.jupyter", "maskwise-jupyter", "org.rapaio");
      }
    }
  }
}
