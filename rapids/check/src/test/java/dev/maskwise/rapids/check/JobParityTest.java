package dev.maskwise.rapids.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's part of the parity program, with the functions of the GPU in their form for rows. */
class JobParityTest {
  @TempDir Path directory;

  @Test
  void theQueryWritesWhatTasksWrite() throws IOException {
    try (GpuSession session = new GpuSession(false, List.of())) {
      ImageTable.write(session.spark(), directory.resolve("images"), 33, 8, true);
      assertThat(new JobParity(session, directory.resolve("job")).holds()).isTrue();
    }
  }
}
