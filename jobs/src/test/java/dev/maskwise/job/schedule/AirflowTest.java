package dev.maskwise.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The DAG, compiled by Python and run with a stand-in for Airflow that says what it is told; its
 * commands, rendered by Jinja as Airflow renders them, are run.
 */
class AirflowTest {
  /** What Airflow's classes get, as one line of JSON a call. */
  private static final String STAND_IN =
      """
      import json, sys, types
      from datetime import timedelta

      def told(kind, values):
          print(json.dumps(dict(values, kind=kind), default=lambda v: v.total_seconds()))

      class Dag:
          def __init__(self, **values): told("dag", values)
          def __enter__(self): return self
          def __exit__(self, *error): pass

      class Operator:
          def __init__(self, **values):
              self.name = values["task_id"]
              for key in ("bash_command", "application", "application_args"):
                  if key in values:
                      try:
                          from jinja2 import Environment
                      except ImportError:
                          continue
                      render = lambda text: Environment().from_string(text).render()
                      value = values[key]
                      values[key] = [render(v) for v in value] if isinstance(value, list) else render(value)
              told(type(self).__name__, values)
          def __rshift__(self, other): told("order", {"first": self.name, "then": other.name})

      class BashOperator(Operator): pass
      class SparkSubmitOperator(Operator): pass

      def module(name, **values):
          sys.modules[name] = types.ModuleType(name)
          sys.modules[name].__dict__.update(values)

      module("pendulum", datetime=lambda *day, tz: [*day, tz])
      packages = sys.argv[2].split(".")
      module("airflow", DAG=Dag)
      for i in range(2, len(packages) + 1):
          module(".".join(packages[:i]), BashOperator=BashOperator)
      module("airflow.providers.apache.spark.operators.spark_submit", SparkSubmitOperator=SparkSubmitOperator)
      exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"))
      """;

  private static final String AIRFLOW_2 = "airflow.operators.bash";
  private static final String AIRFLOW_3 = "airflow.providers.standard.operators.bash";

  @TempDir Path folder;

  private Path standIn;

  @BeforeEach
  void writeStandIn() throws IOException {
    standIn = Files.writeString(folder.resolve("stand_in.py"), STAND_IN);
  }

  /** A Python that has Jinja, if there is one. */
  private static String python(boolean withJinja) {
    List<String> known =
        List.of("python3", "/usr/bin/python3").stream()
            .filter(python -> Printed.works(python, "-c", withJinja ? "import jinja2" : "pass"))
            .toList();
    assumeTrue(!known.isEmpty(), withJinja ? "no Python has Jinja" : "Python is not installed");
    return known.get(0);
  }

  private Path dag(String... words) {
    List<String> all = new ArrayList<>(List.of("--for", "airflow", "--out", folder.toString()));
    all.addAll(List.of(words));
    Printed.by(all.toArray(String[]::new)).succeeds();
    return folder.resolve("maskwise_nightly.py");
  }

  private List<JsonNode> told(Path dag, boolean withJinja, String airflow) throws Exception {
    Printed printed =
        Printed.process(
            folder, resolved(python(withJinja)), standIn.toString(), dag.toString(), airflow);
    assertThat(printed.exitCode()).as(printed.out()).isZero();
    List<JsonNode> told = new ArrayList<>();
    for (String line : printed.out().lines().toList()) {
      told.add(new ObjectMapper().readTree(line));
    }
    return told;
  }

  /** The program itself, since the process has another path. */
  private static String resolved(String python) throws Exception {
    Process process = new ProcessBuilder(python, "-c", "import sys; print(sys.executable)").start();
    return process.inputReader().readLine();
  }

  @ParameterizedTest
  @ValueSource(strings = {AIRFLOW_2, AIRFLOW_3})
  void airflowIsToldOfTwoTasks(String airflow) throws Exception {
    Path dag = dag("--at", "23:05", "--time-zone", "Asia/Tokyo");
    List<JsonNode> told = told(dag, false, airflow);
    assertThat(told)
        .extracting(node -> node.get("kind").asText())
        .containsExactly("dag", "BashOperator", "BashOperator", "order");
    assertThat(told.get(0).get("schedule").asText()).isEqualTo("5 23 * * *");
    assertThat(told.get(0).get("start_date").get(3).asText()).isEqualTo("Asia/Tokyo");
    assertThat(told.get(0).get("catchup").asBoolean(true)).isFalse();
    assertThat(told.get(0).get("max_active_runs").asInt()).isEqualTo(1);
    assertThat(told.get(1).get("skip_on_exit_code").isNull()).isTrue();
    assertThat(told.get(2).get("skip_on_exit_code").asInt()).isEqualTo(3);
    assertThat(told.get(2).get("retries").asInt(-1)).isZero();
    assertThat(told.get(3).get("first").asText()).isEqualTo("evaluate");
    assertThat(told.get(3).get("then").asText()).isEqualTo("check");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", Printed.ODD})
  void theCommandsGetTheirWords(String name) throws Exception {
    Path home = folder.resolve(name);
    Printed.maskwise(home, 3);
    Path dag =
        dag("--home", home.toString(), "--config", "e.yaml", "--checks", name, "--store", name);
    List<JsonNode> told = told(dag, true, AIRFLOW_2);
    List<List<String>> expected =
        List.of(
            List.of("evaluate", "--config", "e.yaml", "--store", name),
            List.of(
                "check",
                "--run",
                name + "@last",
                "--against",
                name + "@last-green",
                "--checks",
                name));
    for (int task = 0; task < expected.size(); task++) {
      String command = told.get(task + 1).get("bash_command").asText();
      Printed ran = Printed.process(folder, "bash", "-c", command);
      assertThat(ran.exitCode()).as(ran.out()).isEqualTo(3);
      List<String> words = new ArrayList<>(List.of(home.toString()));
      words.addAll(expected.get(task));
      assertThat(Printed.words(home)).isEqualTo(words);
    }
  }

  /** Airflow reads such a command as the name of a file of templates. */
  @Test
  void noCommandEndsAsAScript() throws Exception {
    for (JsonNode node : told(dag("--store", "a.sh", "--checks", "b.bash"), true, AIRFLOW_2)) {
      assertThat(node.path("bash_command").asText()).doesNotEndWith("sh");
    }
  }

  @Test
  void pythonCompilesIt() throws Exception {
    Path dag = dag("--home", "/" + Printed.ODD);
    Printed printed =
        Printed.process(folder, resolved(python(false)), "-m", "py_compile", dag.toString());
    assertThat(printed).isEqualTo(new Printed(0, "", ""));
  }

  /** The task for cluster mode, which stands in comments. */
  @Test
  void theOtherTaskWorksToo() throws Exception {
    Path home = folder.resolve(Printed.ODD);
    Path dag = dag("--home", home.toString(), "--store", "hdfs:///{{ a }}");
    String text =
        Files.readString(dag)
            .lines()
            .map(
                line ->
                    line.matches("    # ( |\\)|from airf|evaluate = ).*")
                        ? "    " + line.substring(6)
                        : line)
            .collect(Collectors.joining("\n"));
    Files.writeString(dag, text);
    JsonNode task = told(dag, true, AIRFLOW_2).get(2);
    assertThat(task.get("kind").asText()).isEqualTo("SparkSubmitOperator");
    assertThat(task.get("application").asText()).isEqualTo(home + "/jobs/target/maskwise-jobs.jar");
    assertThat(task.get("application_args"))
        .extracting(JsonNode::asText)
        .containsExactly("evaluate", "--config", "evaluate.yaml", "--store", "hdfs:///{{ a }}");
  }
}
