package lexicon

// Folded is a text in the form in which words are looked up, with the way back
// to the original.
type Folded struct {
	Text string
	// off holds for every byte of Text, and for its end, the byte offset of the
	// original rune it comes from; nil when both are the same.
	off []int32
}

// Source gives the byte offsets in the original text of Text[start:end]. They
// lie on rune boundaries, and the range is empty only if start == end.
func (f Folded) Source(start, end int) (int, int) {
	if f.off == nil {
		return start, end
	}
	return int(f.off[start]), int(f.off[end])
}
