package dev.maskwise.run.check.verdict;

import dev.maskwise.report.OneLine;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: each rule is a test suite, each case a test case, whose class is the rule and
 * whose name is unique in it. What failed is a failure, what is undecided is skipped; a warning is
 * in what a passed case printed.
 */
public final class JunitXml {
  /** The JDK's own, whatever else is on the class path. */
  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

  private JunitXml() {}

  /** The verdict as an XML text that ends in a line feed. */
  public static String write(Verdict verdict) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XML.createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      line(xml, 0);
      xml.writeStartElement("testsuites");
      xml.writeAttribute("name", OneLine.of(verdict.run()));
      xml.writeAttribute("tests", String.valueOf(verdict.cases().size()));
      xml.writeAttribute("failures", count(verdict.cases(), CaseState.FAILED));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("time", "0");
      Map<String, List<VerdictCase>> rules =
          verdict.cases().stream()
              .collect(
                  Collectors.groupingBy(
                      VerdictCase::rule, LinkedHashMap::new, Collectors.toList()));
      for (Map.Entry<String, List<VerdictCase>> rule : rules.entrySet()) {
        suite(xml, rule.getKey(), rule.getValue());
      }
      line(xml, 0);
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e); // There is nothing below that could fail.
    }
    return text.append('\n').toString();
  }

  private static void suite(XMLStreamWriter xml, String rule, List<VerdictCase> cases)
      throws XMLStreamException {
    line(xml, 1);
    xml.writeStartElement("testsuite");
    counts(xml, rule, cases);
    Set<String> names = new HashSet<>();
    for (VerdictCase each : cases) {
      String path = OneLine.of(each.subject().path());
      String name = path;
      for (int i = 2; !names.add(name); i++) {
        name = "%s (%d)".formatted(path, i);
      }
      write(xml, each, name);
    }
    line(xml, 1);
    xml.writeEndElement();
  }

  private static void counts(XMLStreamWriter xml, String name, List<VerdictCase> cases)
      throws XMLStreamException {
    xml.writeAttribute("name", OneLine.of(name));
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute("failures", count(cases, CaseState.FAILED));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", count(cases, CaseState.UNDECIDED));
    xml.writeAttribute("time", "0");
  }

  private static String count(List<VerdictCase> cases, CaseState state) {
    return String.valueOf(cases.stream().filter(each -> each.state() == state).count());
  }

  private static void write(XMLStreamWriter xml, VerdictCase each, String name)
      throws XMLStreamException {
    line(xml, 2);
    if (each.state() == CaseState.PASSED) {
      xml.writeEmptyElement("testcase");
    } else {
      xml.writeStartElement("testcase");
    }
    xml.writeAttribute("classname", OneLine.of(each.rule()));
    xml.writeAttribute("name", name);
    xml.writeAttribute("time", "0");
    String reason = OneLine.of(each.reason());
    switch (each.state()) {
      case PASSED -> {
        return;
      }
      case WARNED -> {
        line(xml, 3);
        xml.writeStartElement("system-out");
        xml.writeCharacters("Warning: " + reason);
        xml.writeEndElement();
        line(xml, 2);
      }
      case UNDECIDED, FAILED -> {
        line(xml, 3);
        xml.writeEmptyElement(each.state() == CaseState.FAILED ? "failure" : "skipped");
        if (each.state() == CaseState.FAILED) {
          xml.writeAttribute("type", each.finding().label());
        }
        xml.writeAttribute("message", reason);
        line(xml, 2);
      }
    }
    xml.writeEndElement();
  }

  private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
