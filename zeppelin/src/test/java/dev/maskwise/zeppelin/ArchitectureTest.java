package dev.maskwise.zeppelin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The interpreters serve any user of Spark 4; what is Maskwise's comes with its own jar. */
class ArchitectureTest {
  @Test
  void interpretersKnowNothingOfMaskwise() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are of other packages of Maskwise",
                (JavaClass used) ->
                    used.getPackageName().startsWith("dev.maskwise")
                        && !used.getPackageName().equals("dev.maskwise.zeppelin")))
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.maskwise.zeppelin"));
  }
}
