/** Formulas of the model of cuDF. */
package ai.rapids.cudf.ast;
