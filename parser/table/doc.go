// Package table reads the neutral interchange, the way out for every chat that
// no importer knows: tables (CSV, TSV, XLSX) with a heading row and JSON
// lines, which only need a column or key named text.
package table
