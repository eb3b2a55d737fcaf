package lexicon

import (
	"errors"
	"maps"
	"reflect"
	"slices"
)

// The compiled words and rules are numbers and texts, one after the other,
// without names or types: what reads them knows what comes. A number takes
// seven bits a byte, the lowest first; a text is its length and its bytes.

// packer writes them.
type packer struct{ out []byte }

func (p *packer) number(n int) {
	u := uint64(n)
	for ; u >= 0x80; u >>= 7 {
		p.out = append(p.out, byte(u)|0x80)
	}
	p.out = append(p.out, byte(u))
}

func (p *packer) text(s string) {
	p.number(len(s))
	p.out = append(p.out, s...)
}

// value writes whatever data files hold, so that the same value gives the same
// bytes. Of a struct it writes the exported fields that are not zero, after a
// number with a bit for each.
func (p *packer) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		p.text(v.String())
	case reflect.Bool:
		p.number(bit(v.Bool()))
	case reflect.Pointer:
		p.value(v.Elem())
	case reflect.Slice:
		p.number(v.Len())
		for i := range v.Len() {
			p.value(v.Index(i))
		}
	case reflect.Map: // of texts
		p.number(v.Len())
		m := v.Convert(reflect.TypeFor[map[string]string]()).Interface().(map[string]string)
		for _, key := range slices.Sorted(maps.Keys(m)) {
			p.text(key)
			p.text(m[key])
		}
	case reflect.Struct:
		p.fields(v)
	default:
		p.number(int(v.Int()))
	}
}

func (p *packer) fields(v reflect.Value) {
	present := 0
	for i := range v.NumField() {
		if f := v.Field(i); f.CanInterface() && !f.IsZero() {
			present |= 1 << i
		}
	}
	p.number(present)
	for i := range v.NumField() {
		if present>>i&1 != 0 {
			p.value(v.Field(i))
		}
	}
}

// unpacker reads what a packer wrote. Texts are parts of in, no copies.
type unpacker struct {
	in    string
	at    int
	short bool // something was to be read behind the end
}

// errShort is what is wrong with bytes that end too early.
var errShort = errors.New("they end too early")

func (u *unpacker) number() int {
	if u.at < len(u.in) && u.in[u.at] < 0x80 { // as most are
		u.at++
		return int(u.in[u.at-1])
	}
	return u.longNumber()
}

func (u *unpacker) longNumber() int {
	n := uint64(0)
	for shift := 0; u.at < len(u.in); shift += 7 {
		c := u.in[u.at]
		u.at++
		if n |= uint64(c&0x7f) << shift; c < 0x80 {
			return int(n)
		}
	}
	u.short = true
	return 0
}

// count reads the number of things that follow, of at least a byte each.
func (u *unpacker) count() int {
	n := u.number()
	if n < 0 || n > len(u.in)-u.at {
		u.short = true
		return 0
	}
	return n
}

func (u *unpacker) text() string {
	n := u.count()
	u.at += n
	return u.in[u.at-n : u.at]
}

func (u *unpacker) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(u.text())
	case reflect.Bool:
		v.SetBool(u.number() != 0)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		u.value(v.Elem())
	case reflect.Slice:
		n := u.count()
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			u.value(v.Index(i))
		}
	case reflect.Map:
		n := u.count()
		m := make(map[string]string, n)
		for range n {
			key := u.text()
			m[key] = u.text()
		}
		v.Set(reflect.ValueOf(m).Convert(v.Type()))
	case reflect.Struct:
		present := u.number()
		for i := 0; present>>i != 0 && i < v.NumField(); i++ {
			if present>>i&1 != 0 {
				u.value(v.Field(i))
			}
		}
	default:
		v.SetInt(int64(u.number()))
	}
}
