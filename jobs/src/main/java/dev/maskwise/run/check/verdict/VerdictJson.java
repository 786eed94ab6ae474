package dev.maskwise.run.check.verdict;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.maskwise.report.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code verdict.json}: all that a check found, for machines. */
public final class VerdictJson {
  private static final JsonFactory JSON = new JsonFactory();

  private VerdictJson() {}

  /** The verdict as a JSON text that ends in a line feed. */
  public static String write(Verdict verdict) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setPrettyPrinter(JsonText.printer());
      json.writeStartObject();
      json.writeStringField("state", verdict.state().label());
      json.writeStringField("run", verdict.run());
      text(json, "baseline", verdict.baseline());
      json.writeNumberField("confidence", verdict.confidence());
      counts(json, verdict);
      json.writeArrayFieldStart("cases");
      for (VerdictCase each : verdict.cases()) {
        write(json, each);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void counts(JsonGenerator json, Verdict verdict) throws IOException {
    json.writeObjectFieldStart("counts");
    Map<CaseState, Integer> counts = verdict.counts();
    for (CaseState state : CaseState.values()) {
      json.writeNumberField(state.label(), counts.getOrDefault(state, 0));
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, VerdictCase each) throws IOException {
    Subject subject = each.subject();
    Figures figures = each.figures();
    json.writeStartObject();
    json.writeStringField("id", each.rule());
    text(json, "model", subject.model());
    json.writeStringField("metric", subject.metric());
    text(json, "averaging", subject.averaging());
    text(json, "class", subject.className());
    text(json, "slice", subject.slice());
    number(json, "value", figures.value());
    number(json, "baseline", figures.baseline());
    number(json, "delta", figures.delta());
    number(json, "se", figures.standardError());
    number(json, "lower", figures.lower());
    number(json, "upper", figures.upper());
    number(json, "p", figures.p());
    number(json, "p_adjusted", figures.adjusted());
    number(json, "threshold", figures.threshold());
    number(json, "detectable", figures.detectable());
    count(json, "images", figures.images());
    count(json, "groups", figures.groups());
    json.writeStringField("finding", each.finding().label());
    json.writeStringField("state", each.state().label());
    json.writeStringField("severity", each.severity().label());
    json.writeStringField("reason", each.reason());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    json.writeFieldName(name);
    json.writeString(value); // null becomes null
  }

  /** JSON has no numbers that are not finite. */
  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static void count(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    if (Double.isNaN(value)) {
      json.writeNull();
    } else {
      json.writeNumber((long) value);
    }
  }
}
