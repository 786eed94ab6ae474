package dev.maskwise;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The layers of docs/architecture.md, from the readers to the commands. */
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
        .layer("pixels")
        .definedBy("dev.maskwise.codec..", "dev.maskwise.image..", "dev.maskwise.spark..")
        .layer("statistic")
        .definedBy("dev.maskwise.statistic..")
        .layer("metric")
        .definedBy("dev.maskwise.metric..")
        .layer("reader")
        .definedBy("dev.maskwise.reader..")
        .layer("report")
        .definedBy("dev.maskwise.report..")
        .layer("run")
        .definedBy("dev.maskwise.run..")
        .layer("job")
        .definedBy("dev.maskwise.job..")
        .whereLayer("job")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("run")
        .mayOnlyBeAccessedByLayers("job")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("run", "job")
        .whereLayer("reader")
        .mayOnlyBeAccessedByLayers("run", "job")
        .whereLayer("pixels")
        .mayOnlyBeAccessedByLayers("reader", "job")
        .whereLayer("metric")
        .mayOnlyBeAccessedByLayers("pixels", "report", "run", "job")
        .whereLayer("kernel")
        .mayOnlyBeAccessedByLayers("pixels", "statistic", "job")
        .whereLayer("statistic")
        .mayOnlyBeAccessedByLayers("pixels", "metric", "run", "job")
        .check(CLASSES);
  }

  /** Options → plan → pass → totals → files; the query is a way to pass, the sort one to total. */
  @Test
  void aJobGoesOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("plan")
        .definedBy("dev.maskwise.job.plan")
        .layer("pass")
        .definedBy("dev.maskwise.job.pass")
        .layer("query")
        .definedBy("dev.maskwise.job.query")
        .layer("exact")
        .definedBy("dev.maskwise.job.exact")
        .layer("total")
        .definedBy("dev.maskwise.job.total")
        .layer("output")
        .definedBy("dev.maskwise.job.output")
        .layer("demo")
        .definedBy("dev.maskwise.job.demo")
        .layer("picture")
        .definedBy("dev.maskwise.job.picture")
        .layer("schedule")
        .definedBy("dev.maskwise.job.schedule")
        .layer("commands")
        .definedBy("dev.maskwise.job")
        .whereLayer("commands")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("demo")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("picture")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("schedule")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("output")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("total")
        .mayOnlyBeAccessedByLayers("output", "commands")
        .whereLayer("exact")
        .mayOnlyBeAccessedByLayers("total", "commands")
        .whereLayer("query")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("pass")
        .mayOnlyBeAccessedByLayers("query", "total", "output", "commands")
        .whereLayer("plan")
        .mayOnlyBeAccessedByLayers("pass", "query", "exact", "total", "output", "commands")
        .check(CLASSES);
  }

  /** A plan can be made, looked at and compared without Spark. */
  @Test
  void aPlanKnowsNoSession() {
    noClasses()
        .that()
        .resideInAPackage("dev.maskwise.job.plan")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..")
        .check(CLASSES);
  }

  @Test
  void reportsKnowNothingOfSpark() {
    noClasses()
        .that()
        .resideInAPackage("dev.maskwise.report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
        .check(CLASSES);
  }

  /** The page of a run gets pictures, and makes none. */
  @Test
  void pagesKnowNothingOfSparkAndPixels() {
    noClasses()
        .that()
        .resideInAPackage("dev.maskwise.run.page..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.spark..", "scala..", "dev.maskwise.codec..", "dev.maskwise.image..", "java.awt..")
        .check(CLASSES);
  }
}
