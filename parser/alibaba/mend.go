package alibaba

import (
	"bytes"
	"encoding/json"
	"io"

	"backchannel/parser/chat"
)

// mend closes a JSON text that was cut: what stands behind its last whole
// object or array goes, and the objects and arrays still open there are
// closed. It gives nil when the text is not cut or holds nothing whole.
func mend(text []byte) []byte {
	var open, kept []byte // the closing brackets that are due, and those at the end of what is kept
	end, inside := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			inside = !inside
		case inside && c == '\\':
			i++
		case inside:
		case c == '{':
			open = append(open, '}')
		case c == '[':
			open = append(open, ']')
		case c == '}' || c == ']':
			if len(open) == 0 || open[len(open)-1] != c {
				return nil
			}
			open = open[:len(open)-1]
			end, kept = i+1, append(kept[:0], open...)
		}
	}
	if len(open) == 0 || end == 0 {
		return nil
	}
	mended := bytes.Clone(text[:end])
	for i := len(kept) - 1; i >= 0; i-- {
		mended = append(mended, kept[i])
	}
	return mended
}

// salvage reads what the value that a cut breaks holds in front of it. What was
// read before that value is forgotten, for it is in the mended text too.
func (p *payload) salvage() {
	r, err := p.src.Text()
	if err != nil {
		return
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, MaxJSON))
	if err != nil {
		return
	}
	mended := mend(text)
	if mended == nil {
		return
	}
	told := p.problems
	*p.cov = chat.Coverage{Format: p.cov.Format, Encoding: p.cov.Encoding, Unit: p.cov.Unit}
	p.ids, p.lists, p.problems = map[string]string{}, nil, nil
	defer func() { p.problems = append(told, p.problems...) }()
	d := json.NewDecoder(bytes.NewReader(mended))
	d.UseNumber()
	p.documents(d)
}
