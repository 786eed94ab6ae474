package dev.maskwise.job.schedule;

/**
 * A file for a scheduler.
 *
 * @param file its name
 */
public record Artefact(String file, String text) {}
