/**
 * A package of the Jupyter kernel, in which one class is replaced: {@link
 * org.rapaio.jupyter.kernel.channels.LoopThread}, whose original can lose the start of a kernel.
 *
 * <p>Imports: the JDK. Invariant: our jar stands before the kernel's on the class path, so that
 * this class is the one that is loaded; it has the members that the kernel calls.
 */
@NullMarked
package org.rapaio.jupyter.kernel.channels;

import org.jspecify.annotations.NullMarked;
