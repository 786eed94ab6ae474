/**
 * Layer 8: requests to servers that somebody else runs. What is asked again, how long is waited,
 * and what of an address may be shown.
 *
 * <p>Imports: the refusal of {@code reader}. Imported by: {@code publish}.
 *
 * <p>Invariant: no message holds a secret. Secrets come from the environment alone; an address is
 * shown without user and query, and a secret address without its path.
 *
 * <pre>{@code
 * Credentials credentials = new Credentials(System.getenv());
 * Address address = Address.of("--pushgateway", "http://gateway:9091");
 * Http http = new Http(Duration.ofSeconds(30), Duration.ofSeconds(1), credentials);
 * http.send(Request.put(address.resolve("/metrics/job/maskwise"), "text/plain", text));
 * }</pre>
 */
@NullMarked
package dev.maskwise.publish.http;

import org.jspecify.annotations.NullMarked;
