/**
 * Layer 7: metrics → console, JSON and HTML.
 *
 * <p>Imports: {@code metric}. Imported by: {@code job}.
 *
 * <p>Invariant: a report shows numbers, it makes none; each is shown with its averaging and with
 * how many values entered it. Everything that comes from a file name or a table is escaped.
 *
 * <pre>{@code
 * Summary summary = new Summary(version, definition, counts, classes, evaluations, rejected);
 * String json = SummaryJson.write(summary, files);   // summary.json, the contract
 * String text = ConsoleReport.write(summary);        // what a person reads in a terminal
 * String html = HtmlReport.write(summary);           // one file, no scripts, no references
 * }</pre>
 */
@NullMarked
package dev.maskwise.report;

import org.jspecify.annotations.NullMarked;
