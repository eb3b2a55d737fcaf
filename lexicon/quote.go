package lexicon

import "unicode/utf8"

// closer gives the mark that ends a quotation, in folded text, which another one
// opens; 0 for what opens none.
func closer(r rune) rune {
	switch r {
	case '"':
		return '"'
	case '“':
		return '”'
	case '「', '『', '《', '【':
		return r + 1
	}
	return 0
}

// maxQuote is how long a quotation may be, in bytes; a mark without its
// partner within that reach is no quotation.
const maxQuote = 400

// quotations gives the stretches of t that stand in quotation marks, rising.
func quotations(t string) [][2]int32 {
	var out [][2]int32
	for i := 0; i < len(t); {
		if c := t[i]; c != '"' && c != 0xe2 && c != 0xe3 { // the first bytes of those
			i++
			continue
		}
		r, n := decode(t[i:])
		want := closer(r)
		if want == 0 {
			i += n
			continue
		}
		end := closing(t, i+n, want)
		if end < 0 {
			i += n
			continue
		}
		out = append(out, [2]int32{int32(i), int32(end)})
		i = end
	}
	return out
}

func closing(t string, from int, want rune) int {
	for j, r := range t[from:min(len(t), from+maxQuote)] {
		switch r {
		case want:
			return from + j + utf8.RuneLen(r)
		case '\n':
			return -1
		}
	}
	return -1
}

// quoted says whether all hits stand inside one quotation: then they are words
// that somebody shows, not what the speaker does.
func (r *Reading) quoted(hits []*Hit) bool {
	if !r.quotesRead {
		r.quotes, r.quotesRead = quotations(r.Folded.Text), true
	}
	for _, q := range r.quotes {
		inside := true
		for _, h := range hits {
			inside = inside && q[0] <= h.Start && h.End <= q[1]
		}
		if inside {
			return true
		}
	}
	return false
}
