package dev.maskwise.run.numbers;

import dev.maskwise.metric.loss.LovaszKind;
import java.io.Serializable;

/**
 * Errors that are ranked together.
 *
 * @param model the index of the model
 * @param channel the class of its scores; 0 in the binary task, where it is the foreground
 */
public record ErrorGroup(int model, LovaszKind errors, int channel) implements Serializable {}
