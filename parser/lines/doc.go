// Package lines reads conversations that are lines of text: copied from a
// window, exported as text, or left over when a page is flattened. What a
// header line looks like is data; the package also reads printed clocks.
package lines
