package dev.maskwise;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.maskwise.statistic.StatisticType;
import dev.maskwise.statistic.StatisticTypes;
import org.junit.jupiter.api.Test;

/** The layers of docs/architecture.md, from the kernels to Spark. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.maskwise");

  @Test
  void dataFlowsOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("kernel")
        .definedBy("dev.maskwise.kernel..")
        .layer("codec")
        .definedBy("dev.maskwise.codec..")
        .layer("statistic")
        .definedBy("dev.maskwise.statistic..")
        .layer("metric")
        .definedBy("dev.maskwise.metric..")
        .layer("image")
        .definedBy("dev.maskwise.image..")
        .layer("spark")
        .definedBy("dev.maskwise.spark..")
        .whereLayer("spark")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("image")
        .mayOnlyBeAccessedByLayers("spark")
        .whereLayer("metric")
        .mayOnlyBeAccessedByLayers("image", "spark")
        .whereLayer("statistic")
        .mayOnlyBeAccessedByLayers("metric", "image", "spark")
        .whereLayer("codec")
        .mayOnlyBeAccessedByLayers("image", "spark")
        .whereLayer("kernel")
        .mayOnlyBeAccessedByLayers("statistic", "image", "spark")
        .ignoreDependency(
            resideInAPackage("dev.maskwise.codec.rle"), resideInAPackage("dev.maskwise.kernel.run"))
        .check(CLASSES);
  }

  @Test
  void belowSparkThereIsOnlyTheJdkAndStudentsDistribution() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.maskwise.kernel..",
            "dev.maskwise.codec..",
            "dev.maskwise.statistic..",
            "dev.maskwise.metric..",
            "dev.maskwise.image..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..",
            "javax.imageio..",
            "dev.maskwise..",
            "org.jspecify..",
            "jdk.incubator.vector..",
            "org.apache.commons.math3.distribution..")
        .check(CLASSES);
  }

  @Test
  void onePackageAloneNamesTheIncubatorModule() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.maskwise.kernel.vector")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jdk.incubator.vector..", "dev.maskwise.kernel.vector")
        .check(CLASSES);
  }

  @Test
  void theColumnsAloneKnowTheSqlFunctions() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.maskwise.spark.sql", "dev.maskwise.spark.catalog", "dev.maskwise.spark.column")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.maskwise.spark.sql", "dev.maskwise.spark.catalog")
        .check(CLASSES);
  }

  @Test
  void onePackageAloneNeedsMllibAndNobodyNeedsIt() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.maskwise.spark.ml")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.maskwise.spark.ml", "org.apache.spark.ml..", "org.apache.spark.mllib..")
        .check(CLASSES);
  }

  /** What a Spark Connect client loads: it has columns, but neither expressions nor Catalyst. */
  @Test
  void columnsLoadWhereThereIsNoCatalyst() {
    noClasses()
        .that()
        .haveNameMatching(".*Columns|.*\\.Maskwise|.*\\.Registration")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.spark.sql.catalyst..",
            "org.apache.spark.sql.classic..",
            "org.apache.spark.sql.internal..",
            "dev.maskwise.spark.sql",
            "dev.maskwise.spark.catalog")
        .check(CLASSES);
  }

  /** What is not in the list escapes the tests of laws and bytes. */
  @Test
  void everyStatisticIsInTheList() {
    assertThat(
            CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith("dev.maskwise.statistic"))
                .filter(type -> type.isAssignableTo(StatisticType.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName))
        .containsExactlyInAnyOrderElementsOf(
            StatisticTypes.ALL.stream().map(type -> type.getClass().getName()).toList());
  }

  /** So that it shares no mistake with what is compared with it. */
  @Test
  void theOracleKnowsTheJdkAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "dev.maskwise.oracle")
        .check(new ClassFileImporter().importPackages("dev.maskwise.oracle"));
  }
}
