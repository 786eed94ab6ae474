package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.immutable.Map;

/** A job within another program leaves that program's sessions as they were. */
class SparkOptionsTest {
  private static final String READER = "spark.sql.parquet.enableVectorizedReader";

  @TempDir Path directory;
  private SparkSession caller;
  private Map<String, String> settings;

  @BeforeEach
  void aSessionOfTheCaller() {
    caller = MaskwiseRun.spark().newSession();
    caller.conf().set(READER, "true");
    SparkSession.setActiveSession(caller);
    settings = caller.conf().getAll();
  }

  @AfterEach
  void noActiveSession() {
    SparkSession.clearActiveSession();
  }

  @Test
  void aRunChangesNeitherTheActiveSessionNorItsSettings() throws Exception {
    Masks.dataSet(directory, 3);
    MaskwiseRun.evaluate(
            directory, "out", "truth a", "--classes 4 --conf spark.sql.files.maxPartitionBytes=1m")
        .succeeds();
    assertThat(SparkSession.getActiveSession().get()).isSameAs(caller);
    assertThat(caller.conf().getAll()).isEqualTo(settings);
  }

  @Test
  void theSettingsAreThoseOfTheJobsSession() {
    SparkOptions options = new SparkOptions();
    options.conf.put("spark.sql.files.maxPartitionBytes", "1m");
    options.conf.put("spark.sql.codegen.wholeStage", "true");
    SparkSession own = options.start("test").session();
    assertThat(own.sparkContext()).isSameAs(caller.sparkContext());
    assertThat(own.conf().get(READER)).isEqualTo("false");
    assertThat(own.conf().get("spark.sql.files.maxPartitionBytes")).isEqualTo("1m");
    assertThat(own.conf().get("spark.sql.codegen.wholeStage")).isEqualTo("true");
    assertThat(SparkSession.getActiveSession().get()).isSameAs(caller);
  }
}
