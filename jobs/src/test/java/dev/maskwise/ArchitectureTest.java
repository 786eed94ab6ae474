package dev.maskwise;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.maskwise.reader.ClusterRule;
import dev.maskwise.reader.InputRefusedException;
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
        .layer("publish")
        .definedBy("dev.maskwise.publish..")
        .layer("job")
        .definedBy("dev.maskwise.job..")
        .whereLayer("job")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("publish")
        .mayOnlyBeAccessedByLayers("job")
        .whereLayer("run")
        .mayOnlyBeAccessedByLayers("publish", "job")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("run", "publish", "job")
        .whereLayer("reader")
        .mayOnlyBeAccessedByLayers("run", "publish", "job")
        .whereLayer("pixels")
        .mayOnlyBeAccessedByLayers("reader", "job")
        .whereLayer("metric")
        .mayOnlyBeAccessedByLayers("pixels", "report", "run", "publish", "job")
        .whereLayer("kernel")
        .mayOnlyBeAccessedByLayers("pixels", "statistic", "reader", "job")
        .whereLayer("statistic")
        .mayOnlyBeAccessedByLayers("pixels", "metric", "run", "job")
        .check(CLASSES);
  }

  /** Options → plan → pass → totals → files; the query is a way to pass, the sort one to total. */
  @Test
  void aJobGoesOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("label")
        .definedBy("dev.maskwise.job.label")
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
        .layer("object")
        .definedBy("dev.maskwise.job.object")
        .layer("output")
        .definedBy("dev.maskwise.job.output")
        .layer("demo")
        .definedBy("dev.maskwise.job.demo")
        .layer("picture")
        .definedBy("dev.maskwise.job.picture")
        .layer("schedule")
        .definedBy("dev.maskwise.job.schedule")
        .layer("history")
        .definedBy("dev.maskwise.job.history")
        .layer("failure")
        .definedBy("dev.maskwise.job.failure")
        .layer("commands")
        .definedBy("dev.maskwise.job")
        .whereLayer("commands")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("history")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("failure")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("demo")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("picture")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("schedule")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("object")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("output")
        .mayOnlyBeAccessedByLayers("object", "commands")
        .whereLayer("total")
        .mayOnlyBeAccessedByLayers("object", "output", "commands")
        .whereLayer("exact")
        .mayOnlyBeAccessedByLayers("total", "commands")
        .whereLayer("query")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("pass")
        .mayOnlyBeAccessedByLayers("query", "total", "object", "output", "commands")
        .whereLayer("label")
        .mayOnlyBeAccessedByLayers("plan", "pass", "query", "picture")
        .whereLayer("plan")
        .mayOnlyBeAccessedByLayers(
            "pass", "query", "exact", "total", "object", "output", "commands")
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

  /**
   * A finished run is read where no Spark is started; of the readers it has the words and the rules
   * for image ids alone.
   */
  @Test
  void runsKnowNothingOfSparkNorOfMasks() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.maskwise.run..", "dev.maskwise.publish..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.apache.spark..", "scala..")
                .or(
                    resideInAPackage("dev.maskwise.reader..")
                        .and(not(resideInAPackage("dev.maskwise.reader.file")))
                        .and(not(type(InputRefusedException.class)))
                        .and(not(type(ClusterRule.class)))))
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
            "org.apache.spark..",
            "scala..",
            "java.awt..",
            "dev.maskwise.codec..",
            "dev.maskwise.image..")
        .check(CLASSES);
  }
}
