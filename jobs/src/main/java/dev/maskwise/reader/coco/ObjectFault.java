package dev.maskwise.reader.coco;

import dev.maskwise.reader.RejectKind;

/**
 * What is wrong with an object, for which its image is rejected.
 *
 * @param clause follows the path of the file
 */
record ObjectFault(RejectKind kind, String clause) {}
