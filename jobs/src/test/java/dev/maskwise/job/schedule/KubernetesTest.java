package dev.maskwise.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.job.plan.EvaluateOptions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The manifests, read by the classes of the Kubernetes API and by the schema in the definition of
 * the Spark operator's resource; their commands are run.
 */
class KubernetesTest {
  private static final String KUBERNETES = "kubernetes";
  private static final String OPERATOR = "spark-operator";

  @TempDir Path folder;

  private static List<JsonNode> manifests(String scheduler, String... words) {
    List<String> all = new ArrayList<>(List.of("--for", scheduler));
    all.addAll(List.of(words));
    return Printed.yaml(Printed.by(all.toArray(String[]::new)).succeeds().out());
  }

  private static JsonNode one(List<JsonNode> manifests, String kind) {
    return manifests.stream()
        .filter(manifest -> manifest.get("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static CronJob cronJob(List<JsonNode> manifests) {
    return ApiSchema.read(one(manifests, "CronJob"), CronJob.class);
  }

  private static PodSpec pod(CronJob job) {
    return job.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
  }

  private static List<String> kinds(List<JsonNode> manifests) {
    return manifests.stream().map(manifest -> manifest.get("kind").asText()).toList();
  }

  private static void agree(List<Container> containers, List<Volume> volumes) {
    List<String> named = volumes.stream().map(Volume::getName).toList();
    assertThat(named).doesNotHaveDuplicates();
    assertThat(
            containers.stream()
                .flatMap(container -> container.getVolumeMounts().stream())
                .map(VolumeMount::getName)
                .distinct())
        .containsExactlyInAnyOrderElementsOf(named);
  }

  @ParameterizedTest
  @CsvSource({
    "kubernetes, maskwise-nightly, 30 2 * * *",
    "spark-operator, maskwise-check, 30 6 * * *"
  })
  void theApiKnowsEveryField(String scheduler, String name, String schedule) {
    List<JsonNode> manifests = manifests(scheduler);
    CronJob job = cronJob(manifests);
    assertThat(job.getApiVersion()).isEqualTo("batch/v1");
    assertThat(job.getMetadata().getName()).isEqualTo(name);
    assertThat(job.getSpec().getSchedule()).isEqualTo(schedule);
    assertThat(job.getSpec().getTimeZone()).isEqualTo("UTC");
    assertThat(job.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
    JobSpec spec = job.getSpec().getJobTemplate().getSpec();
    assertThat(spec.getBackoffLimit()).isZero();
    PodSpec pod = pod(job);
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    List<Container> containers = new ArrayList<>(pod.getInitContainers());
    containers.addAll(pod.getContainers());
    for (Container container : containers) {
      assertThat(container.getResources().getLimits()).containsKey("memory");
      assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
      assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    }
    agree(containers, pod.getVolumes());
    ConfigMap map = ApiSchema.read(one(manifests, "ConfigMap"), ConfigMap.class);
    assertThat(map.getData()).containsOnlyKeys("evaluate.yaml", "checks.yaml");
    ApiSchema.read(one(manifests, "PersistentVolumeClaim"), PersistentVolumeClaim.class);
    assertThat(manifests)
        .allSatisfy(
            manifest ->
                assertThat(manifest.get("metadata").get("namespace").asText())
                    .isEqualTo("maskwise"));
  }

  /** So that the silence of the API's classes says something. */
  @Test
  void theApiRefusesAFieldThatItDoesNotKnow() {
    ObjectNode job = one(manifests(KUBERNETES), "CronJob").deepCopy();
    ((ObjectNode) job.at("/spec/jobTemplate/spec/template/spec")).put("restartpolicy", "Never");
    assertThatThrownBy(() -> ApiSchema.read(job, CronJob.class))
        .hasMessageContaining("restartpolicy");
  }

  private static JsonNode definition() throws IOException {
    try (InputStream in =
        KubernetesTest.class.getResourceAsStream("scheduled-spark-application.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  @Test
  void theOperatorKnowsEveryField() throws IOException {
    JsonNode application = one(manifests(OPERATOR), "ScheduledSparkApplication");
    assertThat(ApiSchema.faults(application, definition())).isEmpty();
    assertThat(application.get("apiVersion").asText()).isEqualTo("sparkoperator.k8s.io/v1beta2");
    assertThat(application.at("/spec/concurrencyPolicy").asText()).isEqualTo("Forbid");
    assertThat(application.at("/spec/template/restartPolicy/type").asText()).isEqualTo("Never");
    List<String> volumes = application.findValues("volumes").get(0).findValuesAsText("name");
    assertThat(volumes).contains("config", "data", "store");
    assertThat(application.at("/spec/template/driver/volumeMounts").findValuesAsText("name"))
        .containsExactly("config", "data", "store");
    assertThat(volumes)
        .containsAll(
            application.at("/spec/template/executor/volumeMounts").findValuesAsText("name"));
  }

  @Test
  void theOperatorRefusesWhatItDoesNotKnow() throws IOException {
    ObjectNode application = one(manifests(OPERATOR), "ScheduledSparkApplication").deepCopy();
    ObjectNode template = (ObjectNode) application.at("/spec/template");
    template.put("timezone", "UTC").put("mode", "clusters").remove("mainApplicationFile");
    ((ObjectNode) template.get("driver")).put("cores", "2");
    assertThat(ApiSchema.faults(application, definition()))
        .containsExactlyInAnyOrder(
            "/spec/template/timezone is unknown",
            "/spec/template/mode is none of [\"cluster\",\"client\"]",
            "/spec/template lacks mainApplicationFile",
            "/spec/template/driver/cores is no integer");
  }

  @ParameterizedTest
  @ValueSource(strings = {KUBERNETES, OPERATOR})
  void aStoreThatIsAUriNeedsNoVolume(String scheduler) throws IOException {
    List<JsonNode> manifests = manifests(scheduler, "--store", "s3a://bucket/runs");
    assertThat(kinds(manifests)).doesNotContain("PersistentVolumeClaim");
    PodSpec pod = pod(cronJob(manifests));
    assertThat(pod.getVolumes()).extracting(Volume::getName).doesNotContain("store");
    List<Container> containers = new ArrayList<>(pod.getInitContainers());
    containers.addAll(pod.getContainers());
    agree(containers, pod.getVolumes());
    assertThat(String.valueOf(manifests)).contains("s3a://bucket/runs");
    if (scheduler.equals(OPERATOR)) {
      JsonNode application = one(manifests, "ScheduledSparkApplication");
      assertThat(ApiSchema.faults(application, definition())).isEmpty();
      assertThat(application.toString()).doesNotContain("\"store\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"00:30, 4, 30 4 * * *", "22:15, 4, 15 2 * * *", "02:30, 23, 30 1 * * *"})
  void theCheckBeginsSoManyHoursLater(String at, String hours, String schedule) {
    List<JsonNode> manifests = manifests(OPERATOR, "--at", at, "--check-after", hours);
    assertThat(cronJob(manifests).getSpec().getSchedule()).isEqualTo(schedule);
    assertThat(pod(cronJob(manifests)).getContainers().get(0).getArgs().get(0))
        .contains("date -u -d '" + hours + " hours ago'");
  }

  /** What Kubernetes makes of a word: two dollar signs are one, and {@code $(NAME)} a variable. */
  private static String expanded(String word) {
    assertThat(word.replace("$$", "")).doesNotContain("$(");
    return word.replace("$$", "$");
  }

  private List<String> ran(Container container, Path home) throws Exception {
    String[] words =
        Stream.of(container.getCommand(), container.getArgs())
            .flatMap(List::stream)
            .map(KubernetesTest::expanded)
            .toArray(String[]::new);
    Printed ran = Printed.process(folder, words);
    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(2);
    List<String> said = Printed.words(home);
    return said.subList(1, said.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "$(HOME) $$", Printed.ODD})
  void theContainersGetTheirWords(String name) throws Exception {
    Path home = folder.resolve(name);
    String store = "/" + name;
    Printed.maskwise(home, 2);
    PodSpec pod = pod(cronJob(manifests(KUBERNETES, "--home", home.toString(), "--store", store)));
    assertThat(ran(pod.getInitContainers().get(0), home))
        .containsExactly(
            "evaluate",
            "--config",
            "/etc/maskwise/evaluate.yaml",
            "--store",
            store,
            "--conf",
            "spark.driver.memory=6g");
    assertThat(ran(pod.getContainers().get(0), home))
        .containsExactly(
            "check",
            "--run",
            store + "@last",
            "--against",
            store + "@last-green",
            "--checks",
            "/etc/maskwise/checks.yaml");
    assertThat(pod.getContainers().get(0).getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .contains(store);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "$(HOME) $$", Printed.ODD})
  void theOperatorsWordsAndTheCheckOfTheDay(String name) throws Exception {
    Path home = folder.resolve(name);
    String store = "/" + name;
    Printed.maskwise(home, 2);
    List<JsonNode> manifests =
        manifests(OPERATOR, "--home", home.toString(), "--store", store, "--check-after", "5");
    JsonNode template = one(manifests, "ScheduledSparkApplication").at("/spec/template");
    assertThat(template.get("mainApplicationFile").asText())
        .isEqualTo("local://" + home + "/jobs/target/maskwise-jobs.jar");
    assertThat(template.get("arguments"))
        .extracting(word -> expanded(word.asText()))
        .containsExactly("evaluate", "--config", "/etc/maskwise/evaluate.yaml", "--store", store);
    Supplier<String> day =
        () -> Instant.now().minus(Duration.ofHours(5)).toString().substring(0, 10);
    String before = day.get();
    List<String> words = ran(pod(cronJob(manifests)).getContainers().get(0), home);
    assertThat(words.get(2)).isIn(store + "@" + before, store + "@" + day.get());
    words.set(2, "RUN");
    assertThat(words)
        .containsExactly(
            "check",
            "--run",
            "RUN",
            "--against",
            store + "@last-green",
            "--checks",
            "/etc/maskwise/checks.yaml");
  }

  /** The examples in the ConfigMap have keys that the commands know. */
  @Test
  void theExamplesAreConfigurations() {
    JsonNode data = one(manifests(KUBERNETES), "ConfigMap").get("data");
    CommandSpec options = new CommandLine(new EvaluateOptions()).getCommandSpec();
    JsonNode evaluate = Printed.yaml(data.get("evaluate.yaml").asText()).get(0);
    assertThat(evaluate.fieldNames())
        .toIterable()
        .contains("truth", "prediction", "classes")
        .allSatisfy(key -> assertThat(options.findOption("--" + key)).isNotNull());
    JsonNode checks = Printed.yaml(data.get("checks.yaml").asText()).get(0);
    assertThat(checks.get("version").asInt()).isEqualTo(1);
    assertThat(checks.get("checks")).isNotEmpty();
  }

  @Test
  void theScriptOfTheCheckIsOneOfAShell() throws Exception {
    Container check = pod(cronJob(manifests(OPERATOR))).getContainers().get(0);
    Path script = Files.writeString(folder.resolve("check.sh"), check.getArgs().get(0));
    for (String shell : List.of("bash", "sh")) {
      assertThat(Printed.process(folder, shell, "-n", script.toString()))
          .isEqualTo(new Printed(0, "", ""));
    }
    assertThat(Objects.requireNonNull(check.getCommand())).containsExactly("/bin/sh", "-c");
  }
}
