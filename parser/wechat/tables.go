package wechat

import (
	_ "embed"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"backchannel/parser/chat"
)

//go:embed data/types.tsv
var typesTSV string

//go:embed data/names.tsv
var namesTSV string

//go:embed data/notices.tsv
var noticesTSV string

//go:embed data/placeholders.tsv
var placeholdersTSV string

// rows yields the rows of an embedded table, without comments.
func rows(table string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for line := range strings.Lines(table) {
			line = strings.TrimRight(line, "\n")
			if line == "" || line[0] == '#' {
				continue
			}
			if !yield(strings.Split(line, "\t")) {
				return
			}
		}
	}
}

// typeKey is a type with its subtype; subtype -1 stands for any other.
type typeKey struct{ typ, sub int64 }

var typeKinds = sync.OnceValue(func() map[typeKey]chat.Kind {
	m := map[typeKey]chat.Kind{}
	for r := range rows(typesTSV) {
		typ, _ := strconv.ParseInt(r[0], 10, 64)
		sub, err := strconv.ParseInt(r[1], 10, 64)
		if err != nil {
			sub = -1
		}
		m[typeKey{typ, sub}] = chat.Kind(r[2])
	}
	return m
})

// kindOf gives the kind of a type code with its subtype. Codes of version 4,
// which hold both, may be given as typ alone. A code nobody knows is other.
func kindOf(typ, sub int64) chat.Kind {
	if typ > 1<<32 {
		typ, sub = typ&(1<<32-1), typ>>32
	}
	m := typeKinds()
	if k, ok := m[typeKey{typ, sub}]; ok {
		return k
	}
	if typ == 10000 && sub == 4 {
		return chat.Notice // a pat
	}
	if k, ok := m[typeKey{typ, -1}]; ok {
		return k
	}
	return chat.Other
}

var nameKinds = sync.OnceValue(func() map[string]chat.Kind {
	m := map[string]chat.Kind{}
	for r := range rows(namesTSV) {
		m[r[0]] = chat.Kind(r[1])
	}
	return m
})

// kindOfName gives the kind that an exporter's word for a type means. (分享)音乐
// is looked up as 音乐 too, 消息撤回33 as 消息撤回, 未知类型(49) as 未知类型.
func kindOfName(name string) (chat.Kind, bool) {
	name = strings.TrimSpace(name)
	m := nameKinds()
	if k, ok := m[name]; ok {
		return k, true
	}
	name = strings.TrimPrefix(strings.TrimPrefix(name, "(分享)"), "（分享）")
	name, _, _ = strings.Cut(name, "(")
	name = strings.TrimRight(name, "0123456789")
	k, ok := m[name]
	return k, ok
}

// placeholder is one row of placeholders.tsv.
type placeholder struct {
	text  string
	end   string
	whole bool
	kind  chat.Kind
}

// family is the placeholders of a family by their first byte, the longest
// first: most texts begin with a byte that no placeholder has.
type family [256][]placeholder

// placeholders has the rows of every family, with those of *.
var placeholders = sync.OnceValue(func() map[string]*family {
	lists := map[string][]placeholder{}
	for r := range rows(placeholdersTSV) {
		p := placeholder{text: r[2], whole: r[1] == "=", kind: chat.Kind(r[3])}
		if len(r) > 4 {
			p.end = r[4]
		}
		lists[r[0]] = append(lists[r[0]], p)
	}
	m := map[string]*family{}
	for name, list := range lists {
		if name != "*" {
			list = append(list, lists["*"]...)
		}
		slices.SortStableFunc(list, func(a, b placeholder) int { return len(b.text) - len(a.text) })
		f := new(family)
		for _, p := range list {
			f[p.text[0]] = append(f[p.text[0]], p)
		}
		m[name] = f
	}
	return m
})

// kindOfText gives the kind of a message in a form without a type column, by
// the lines of the application and the placeholders of the family.
func kindOfText(name, text string) chat.Kind {
	if text == "" {
		return chat.Text
	}
	if k := noticeKind(text); k != "" {
		return k
	}
	for _, p := range placeholders()[name][text[0]] {
		switch {
		case p.whole && text == p.text:
			return p.kind
		case !p.whole && strings.HasPrefix(text, p.text) && strings.HasSuffix(text, p.end):
			return p.kind
		}
	}
	return chat.Text
}
