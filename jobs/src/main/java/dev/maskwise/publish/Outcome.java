package dev.maskwise.publish;

/**
 * What became of a target.
 *
 * @param target its name
 * @param delivered whether it has the run now
 * @param sentence what happened, for people
 */
public record Outcome(String target, boolean delivered, String sentence) {}
