/**
 * A model of the part of cuDF that the GPU functions call, in plain Java. These classes stand
 * before cuDF's own on the class path of the tests, so the functions run as they are, on arrays.
 * What each method does is taken from cuDF's documentation. The model is stricter than the device:
 * a column that is used after it was closed, or closed twice, ends the test, operands of a formula
 * must have one type, groups come in no helpful order, and any call can be made to fail.
 */
package ai.rapids.cudf;
