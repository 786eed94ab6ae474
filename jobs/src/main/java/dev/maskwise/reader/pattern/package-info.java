/**
 * Layer 6, below the reader: regular expressions that find slices and clusters in image ids.
 *
 * <p>Imports: the JDK. Imported by: {@code reader}.
 *
 * <p>Invariant: an expression means the same whether its groups are written as in Java or as in
 * Python, and whatever they are called.
 *
 * <pre>{@code
 * NamedPattern city = NamedPattern.of("(?P<city_name>[^/]+)/");
 * Matcher matcher = city.matcher("ulm/0001");
 * matcher.find();                          // true
 * city.found(matcher, "city_name");        // ulm
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader.pattern;

import org.jspecify.annotations.NullMarked;
