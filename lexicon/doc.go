// Package lexicon holds the knowledge of language: how text is folded and cut
// into words, which words form a concept, and which rules are made of concepts.
// The knowledge itself is data, in the folder data.
package lexicon
