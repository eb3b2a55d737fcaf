package identifier

import (
	"strings"
	"unicode/utf8"
)

// handles finds the user names that stand behind the name of an app.
func (t *scan) handles() {
	for k := range t.hits {
		h := &t.hits[k]
		if h.role == add {
			t.asked(h)
		}
		if h.role != app {
			continue
		}
		switch h.label.app {
		case "wechat":
			t.wechat(h)
		case "qq":
		case "skype":
			t.skype(h)
		default:
			t.named(h)
		}
	}
}

// token is a word of a handle: letters, digits, and the marks of the app.
type token struct{ start, end int }

// next reads the next token from i to before limit; marks are the characters
// it may hold besides letters and digits.
func (t *scan) next(i, limit int, marks string) (token, bool) {
	for i < limit && !isAlnum(t.s[i]) {
		i++
	}
	if i >= limit {
		return token{}, false
	}
	z := i
	for z < len(t.s) && (isAlnum(t.s[z]) || strings.IndexByte(marks, t.s[z]) >= 0) {
		z++
	}
	for z > i && !isAlnum(t.s[z-1]) && t.s[z-1] != '_' {
		z--
	}
	return token{i, z}, true
}

// window gives the place up to which a handle for a label that ends at i is
// looked for: reach characters, to the end of the next line at most.
func (t *scan) window(i int) int {
	lines := 0
	n := 0
	for k, r := range t.s[i:] {
		if r == '\n' {
			if lines++; lines > 1 {
				return i + k
			}
		}
		if n++; n > reach+7 {
			return i + k
		}
	}
	return len(t.s)
}

// wechat looks for a WeChat id behind h: 6 to 20 letters, digits, _ and -, a
// letter first.
func (t *scan) wechat(h *hit) {
	limit := t.window(h.end)
	if t.toldName(h, WeChat, limit) {
		return
	}
	from := h.end
	if h.label.word == "wxid" && from < len(t.s) && t.s[from] == '_' {
		from = h.start // the label is the beginning of the name
	}
	for i := from; ; {
		w, ok := t.next(i, limit, "_-")
		if !ok {
			return
		}
		i = w.end
		v := t.s[w.start:w.end]
		if w.start > 0 && (t.s[w.start-1] == '@' || t.s[w.start-1] == '.') || w.end < len(t.s) && t.s[w.end] == '@' {
			continue
		}
		if n := len(v); n < 6 || n > 24 || !isLetter(v[0]) || !t.free(w.start, w.end) || !t.handleFits(h, w) {
			continue
		}
		if other := t.before(w.start, reach, 1<<app|1<<trap|1<<parcel|1<<email); other != nil && other.start > h.start && (other.role != app || other.label.app != "wechat") && other.role != app {
			continue
		}
		key := strings.ToLower(v)
		if rest := t.s[w.end:min(len(t.s), w.end+40)]; strings.Contains(v, "--") && (strings.Contains(rest, "不要") || strings.Contains(rest, "去掉")) {
			key = strings.ReplaceAll(key, "-", "") // xinyue--shuma--66 (中间杠杠不要)
		}
		t.put(w.start, w.end, Found{Kind: WeChat, Normalised: key, Grade: Plausible, Label: h.word(), App: "wechat", Disguised: len(key) < len(v)})
		return
	}
}

// toldName takes a name that is told piece by piece behind label h.
func (t *scan) toldName(h *hit, kind Kind, limit int) bool {
	if t.fancy == 0 && !t.apart {
		return false
	}
	a, z, v := t.spelled(h.end, limit)
	if v == "" || !t.free(a, z) || strings.Count(t.s[h.end:a], "\n") > 1 {
		return false
	}
	t.put(a, z, Found{Kind: kind, Normalised: v, Grade: Plausible, Label: h.word(), App: h.label.app, Disguised: true})
	return true
}

// asked takes a name behind "add me" that no app is named for: in Chinese
// chats the app goes without saying.
func (t *scan) asked(h *hit) {
	if b := t.before(h.start, 12, 1<<app); b != nil || t.after(h.end, reach, 1<<app) != nil {
		return
	}
	limit := min(len(t.s), h.end+40)
	if t.toldName(h, Handle, min(limit, h.end+24)) {
		return
	}
	w, ok := t.next(h.end, limit, "_-.")
	if !ok {
		return
	}
	v := t.s[w.start:w.end]
	if len(v) < 6 || len(v) > 24 || !isLetter(v[0]) || !t.free(w.start, w.end) || t.hitAt(w.start) || modelLike(v) ||
		!strings.ContainsAny(v, "_-") || !hasDigit(v) && !strings.Contains(v, "_") || !bridge(withoutNew(t.s[h.end:w.start])) {
		return
	}
	t.put(w.start, w.end, Found{Kind: Handle, Normalised: strings.ToLower(v), Grade: Plausible, Label: h.word()})
}

// withoutNew leaves the words for a new or second account out.
var withoutNew = strings.NewReplacer("新", "", "备用", "", "備用", "", "小号", "", "小號", "", "下", "", "另一个", "", "另一個", "", "一个", "", "一個", "").Replace

// handleFits weighs whether the token can be the name that label h announces:
// the stranger it looks as a word, the farther it may stand.
func (t *scan) handleFits(h *hit, w token) bool {
	v := t.s[w.start:w.end]
	if strings.HasPrefix(v, "wxid_") || strings.HasPrefix(v, "gh_") && len(v) == 15 {
		return true
	}
	if t.hitAt(w.start) {
		return false
	}
	g := t.s[h.end:w.start]
	digit, under, hyphen := hasDigit(v), strings.IndexByte(v, '_') >= 0, strings.IndexByte(v, '-') >= 0
	direct, asked := bridge(g), t.asks(h.end, w.start) || t.asks(h.start-8, h.start)
	switch {
	case under:
		return direct || asked || t.lineEnd(w.end)
	case digit:
		if modelLike(v) {
			return direct && g != ""
		}
		return direct || asked
	case hyphen:
		return (direct || asked) && !hyphenWord(v) && v != strings.ToUpper(v)
	}
	// Letters alone are a name only where the text says that a name comes, and
	// no sentence goes on behind it.
	return direct && strings.ContainsAny(g, ":=") && !t.sentence(w.end) && !plainWord(v) || asked && t.idBefore(w.start) && !t.sentence(w.end) && !plainWord(v)
}

// bridge reports whether g, between a label and a name, holds nothing but the
// usual words.
func bridge(g string) bool {
	if utf8.RuneCountInString(g) > 16 {
		return false
	}
	g = strings.ToLower(g)
	for _, w := range [...]string{"号码", "號碼", "号", "號", "是", "为", "為", "我的", "我", "的", "id", "is", "number", "no", "mine", "my", "name", "?", "account", "搜", "叫", "加", "账号", "帳號", "同号", "(no dash", "用", "and", "whatsapp", "wechat", "/", "信", "❤", "♥", "♡", "💚", "💬"} {
		g = strings.ReplaceAll(g, w, "")
	}
	return strings.Trim(g, " :：=-.,，/#\n\t\"'()[]【】「」『』“”|>~") == ""
}

// asks reports whether a word that asks to be added, or "id", stands in
// s[a:z].
func (t *scan) asks(a, z int) bool {
	for k := t.lastHit(z); k >= 0 && t.hits[k].start >= a; k-- {
		if r := t.hits[k].role; r == add || r == id {
			return true
		}
	}
	return false
}

// idBefore reports whether the word id stands right before place i.
func (t *scan) idBefore(i int) bool {
	k := t.lastHit(i)
	return k >= 0 && t.hits[k].role == id && strings.Trim(t.s[t.hits[k].end:i], " :=is") == ""
}

// hitAt reports whether a label begins at place i.
func (t *scan) hitAt(i int) bool {
	k := t.lastHit(i) + 1
	return k < len(t.hits) && t.hits[k].start == i
}

// lineEnd reports whether nothing but marks follows place i on its line, or
// Chinese text does.
func (t *scan) lineEnd(i int) bool {
	g := strings.TrimLeft(t.s[i:], " .,!)]】」\"'")
	return g == "" || g[0] == '\n' || g[0] >= utf8.RuneSelf
}

// sentence reports whether a Latin word follows place i on the line.
func (t *scan) sentence(i int) bool {
	g := strings.TrimLeft(t.s[i:], " ")
	return g != "" && isLetter(g[0])
}

// modelLike reports whether v has the look of an article number: capitals and
// digits, such as LQ-SK26L.
func modelLike(v string) bool { return v == strings.ToUpper(v) }

// hyphenWord reports whether v is made of common words, such as follow-up.
func hyphenWord(v string) bool {
	for w := range strings.SplitSeq(strings.ToLower(v), "-") {
		if strings.Contains(" up off on in out the to of for non pre re e self one two full half well co sub semi anti multi cross end face long short mid high low follow after door up-to day time free based size made look wechat whatsapp video voice pay qr check line group real state ", " "+w+" ") {
			return true
		}
	}
	return false
}

// plainWord reports whether v is one of the words that follow the name of an
// app and a colon in ordinary talk.
func plainWord(v string) bool {
	return strings.Contains(" please number thanks account contact message messages available whatsapp wechat telegram alibaba supplier picture pictures video videos details "+
		"group friend friends payment transfer invoice always better faster anytime tomorrow morning factory company already another because online "+
		"should working scanned sticker stickers photos catalog catalogue business customer service manager called sending ", " "+strings.ToLower(v)+" ")
}

// skype looks for live:… or a name behind h.
func (t *scan) skype(h *hit) {
	limit := t.window(h.end)
	w, ok := t.next(h.end, limit, "_-.:,")
	if !ok {
		return
	}
	v := strings.ToLower(t.s[w.start:w.end])
	if !t.free(w.start, w.end) || t.hitAt(w.start) && !strings.HasPrefix(v, "live:") || len(v) < 6 || len(v) > 50 {
		return
	}
	if !strings.HasPrefix(v, "live:") && !(bridge(t.s[h.end:w.start]) && (strings.ContainsAny(v, "._0123456789") || strings.ContainsAny(t.s[h.end:w.start], ":")) && !t.sentence(w.end)) {
		return
	}
	t.put(w.start, w.end, Found{Kind: Skype, Normalised: v, Grade: Plausible, Label: h.word(), App: "skype"})
}

// named looks for the user name behind the name of another app: with @ within
// two dozen characters, without it right behind the label.
func (t *scan) named(h *hit) {
	kind := Handle
	switch h.label.app {
	case "telegram":
		kind = Telegram
	case "line":
		kind = Line
	case "whatsapp", "botim", "facebook", "dingtalk", "signal", "imo":
		return // numbers or display names
	}
	limit := min(len(t.s), t.window(h.end)+8)
	if t.toldName(h, kind, limit) {
		return
	}
	for i := h.end; ; {
		w, ok := t.next(i, limit, "_.-")
		if !ok {
			return
		}
		i = w.end
		v := t.s[w.start:w.end]
		at := w.start > 0 && t.s[w.start-1] == '@' && (w.start < 2 || !isAlnum(t.s[w.start-2]))
		if len(v) < 4 || len(v) > 32 || !isLetter(v[0]) && kind != Line || !t.free(w.start, w.end) || allDigits(v) {
			continue
		}
		g := t.s[h.end:w.start]
		strange := hasDigit(v) || strings.ContainsAny(v, "_.")
		if !at && t.asks(h.end, w.start) && (strange || strings.Contains(v, "-") && !hyphenWord(v)) && !t.hitAt(w.start) {
			t.put(w.start, w.end, Found{Kind: kind, Normalised: strings.ToLower(v), Grade: Plausible, Label: h.word(), App: h.label.app})
			return
		}
		if !at && !(bridge(g) && !t.hitAt(w.start) && !t.sentence(w.end) && !plainWord(v) && (strange || strings.ContainsAny(g, ":") || strings.HasSuffix(h.label.word, "id")) && (kind != Line || strange || strings.HasSuffix(h.label.word, "id") || strings.Contains(strings.ToLower(g), "id"))) {
			continue
		}
		a := w.start
		if at {
			a--
		}
		t.put(a, w.end, Found{Kind: kind, Normalised: strings.ToLower(t.s[a:w.end]), Grade: Plausible, Label: h.word(), App: h.label.app})
		return
	}
}
