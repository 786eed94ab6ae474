package dev.maskwise.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The losses know ND4J and nothing else, and no other module knows them or ND4J. */
class ArchitectureTest {

  @Test
  void trainingImportsNd4jAlone() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.maskwise.training");
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..", "org.jspecify..", "org.nd4j..", "dev.maskwise.training..")
        .check(classes);
  }

  @Test
  void noOtherModuleNamesTrainingOrNd4j() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      for (Path file :
          files
              .filter(
                  path ->
                      path.toString()
                          .matches("\\.\\./(?!training/)[^/]+/(src/.*\\.java|pom\\.xml)"))
              .toList()) {
        assertThat(Files.readString(file))
            .as("%s", file)
            .doesNotContain("dev.maskwise.training", "maskwise-training", "org.nd4j");
      }
    }
  }
}
