package source

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func encode(t testing.TB, s, name string) string {
	t.Helper()
	var out string
	var err error
	switch name {
	case "utf-16le":
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(s)
	case "utf-16be":
		out, err = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(s)
	case "gb18030":
		out, err = simplifiedchinese.GB18030.NewEncoder().String(s)
	case "big5":
		out, err = traditionalchinese.Big5.NewEncoder().String(s)
	case "windows-1252":
		out, err = charmap.Windows1252.NewEncoder().String(s)
	default:
		out = s
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const (
	simplified  = "2024/3/5 15:22 - 陈丽: 我们公司的账户正在审计，请付到我个人账户，今天付款便宜百分之三。谢谢！\n"
	traditional = "2024/3/5 15:22 - 陳麗: 我們公司的帳戶正在審計，請付到我個人帳戶，今天付款便宜。謝謝您！\n"
	french      = "05/03/2024 à 15:22 - Hélène: C’était déjà réglé, où est le reçu ? Évidemment, ça coûte 20 €\n"
	spanish     = "5/3/24 15:22 - Íñigo Núñez: Señor, ¿está confirmado? Mañana envío el número de la cuenta\n"
	portuguese  = "05/03/2024 15:22 - João: A informação da conta não é válida, atenção às alterações bancárias\n"
	german      = "05.03.24, 15:22 - Jürgen Groß: Grüße, die Überweisung läuft über ein anderes Konto, schöne Maße\n"
	russian     = "[05.03.2024, 15:22:10] Мария: Пожалуйста, оплатите на новый счёт\r\n"
	english     = "3/5/24, 3:22 PM - Lily Chen: Please don't use the old account\n"
)

func TestDetect(t *testing.T) {
	gb := encode(t, simplified, "gb18030")
	tests := []struct {
		name, in string
		more     bool
		want     string
	}{
		{"nothing", "", false, "utf-8"},
		{"ascii", english, false, "utf-8"},
		{"utf-8 Chinese", simplified, false, "utf-8"},
		{"utf-8 with a mark", "\uFEFF" + simplified, false, "utf-8-bom"},
		{"utf-8 cut inside a rune", simplified[:len(simplified)-3], true, "utf-8"},
		{"utf-8 with one damaged byte", simplified + "\xE4" + simplified, false, "utf-8"},
		{"utf-16le with a mark", "\xFF\xFE" + encode(t, russian, "utf-16le"), false, "utf-16le"},
		{"utf-16be with a mark", "\xFE\xFF" + encode(t, simplified, "utf-16be"), false, "utf-16be"},
		{"utf-16le without a mark, English", encode(t, english, "utf-16le"), false, "utf-16le"},
		{"utf-16le without a mark, Chinese", encode(t, simplified, "utf-16le"), false, "utf-16le"},
		{"utf-16be without a mark, Russian", encode(t, russian, "utf-16be"), false, "utf-16be"},
		{"utf-16le cut in a unit", encode(t, simplified, "utf-16le")[:61], true, "utf-16le"},
		{"utf-16 with emoji", encode(t, "15:22 - Lily: 😀😀 ok 👍\n", "utf-16le"), false, "utf-16le"},
		{"gb18030 Simplified", gb, false, "gb18030"},
		{"gb18030 Traditional", encode(t, traditional, "gb18030"), false, "gb18030"},
		{"gb18030 cut inside a pair", gb[:strings.Index(gb, "\xA3\xAC")+1], true, "gb18030"},
		{"gb18030 with a four-byte emoji", encode(t, simplified+"😀 ok\n", "gb18030"), false, "gb18030"},
		{"gb18030, one word in English", encode(t, english+"我的微信\n", "gb18030"), false, "gb18030"},
		{"big5", encode(t, traditional, "big5"), false, "big5"},
		{"windows-1252, capitals before letters", encode(t, "05.03.24, 15:22 - Jörg: Änderung Überweisung Änderung Öffnung Übergabe Änderung Übertrag Ämter\n", "windows-1252"), false, "windows-1252"},
		{"windows-1252 French", encode(t, french, "windows-1252"), false, "windows-1252"},
		{"windows-1252 Spanish", encode(t, spanish, "windows-1252"), false, "windows-1252"},
		{"windows-1252 Portuguese", encode(t, portuguese, "windows-1252"), false, "windows-1252"},
		{"windows-1252 German", encode(t, german, "windows-1252"), false, "windows-1252"},
		{"windows-1252, one curly quote", encode(t, "15:22 - Lily: don’t\n", "windows-1252"), false, "windows-1252"},
		{"windows-1252 ending in an accent", "caf\xE9", false, "windows-1252"},
		{"photograph", "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xFF\xDB\x00\x43\x00\x08\x06\x06", false, ""},
		{"portable network graphic", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06", false, ""},
		{"zip", "PK\x03\x04\x14\x00\x08\x00\x08\x00\x00\x00\x21\x00\x00\x00\x00\x00", false, ""},
		{"zeros", strings.Repeat("\x00", 512), false, ""},
		{"one stray control character", strings.Repeat(english, 4) + "\x01", false, "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Detect([]byte(tt.in), tt.more); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Wherever the head ends, the encoding of the text is the same.
func TestDetectIsSafeAtEveryCut(t *testing.T) {
	for _, tt := range []struct{ text, enc string }{
		{simplified, "utf-8"}, {"\uFEFF" + simplified, "utf-8-bom"}, {traditional, "gb18030"}, {simplified, "gb18030"}, {traditional + traditional, "big5"},
		{russian, "utf-16le"}, {simplified, "utf-16be"},
	} {
		in := encode(t, tt.text, tt.enc)
		for n := 40; n <= len(in); n++ { // from the first Chinese words on
			if got := Detect([]byte(in[:n]), true); got != tt.enc {
				t.Errorf("%s cut at %d: got %q", tt.enc, n, got)
			}
		}
	}
}

func TestText(t *testing.T) {
	long := strings.Repeat(simplified+english, 3000) // longer than any buffer
	tests := []struct {
		name, raw, want string
		damage          Damage
	}{
		{"ascii", english, english, Damage{}},
		{"utf-8", long, long, Damage{}},
		{"mark", "\uFEFF" + simplified, simplified, Damage{}},
		{"nothing but a mark", "\uFEFF", "", Damage{}},
		{"inner marks stay", "\uFEFFa\uFEFF" + english, "a\uFEFF" + english, Damage{}},
		{"utf-16le", "\xFF\xFE" + encode(t, long, "utf-16le"), long, Damage{}},
		{"utf-16be without a mark", encode(t, long, "utf-16be"), long, Damage{}},
		{"gb18030", encode(t, long, "gb18030"), long, Damage{}},
		{"big5", encode(t, strings.Repeat(traditional, 2000), "big5"), strings.Repeat(traditional, 2000), Damage{}},
		{"windows-1252", encode(t, strings.Repeat(french, 2000), "windows-1252"), strings.Repeat(french, 2000), Damage{}},
		{"damage behind the head", long + "\n\x80\xE4\xBD" + english, long + "\n���" + english, Damage{3, 6002}},
		{"damage in the first line", simplified[:28] + "\xC0" + long, simplified[:28] + "�" + long, Damage{1, 1}},
		{"cut at the end", simplified + "\xE4\xBD", simplified + "��", Damage{2, 2}},
		{"gb18030 damaged", encode(t, long, "gb18030") + "\xFF\n", long + "�\n", Damage{1, 6001}},
		{"U+FFFD in the file is no damage", simplified + "�\n", simplified + "�\n", Damage{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, wrap := range []func(io.Reader) io.Reader{
				func(r io.Reader) io.Reader { return r }, iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader,
			} {
				src := Bytes("chat.txt", []byte(tt.raw))
				src.Open = func() (io.ReadCloser, error) { return io.NopCloser(wrap(strings.NewReader(tt.raw))), nil }
				var d Damage
				got := readText(t, src.Watch(&d))
				if got != tt.want || d != tt.damage {
					t.Fatalf("%s: %d bytes, damage %+v; want %d bytes, %+v", src.Encoding, len(got), d, len(tt.want), tt.damage)
				}
			}
		})
	}
}

func readText(t testing.TB, src *Source) string {
	t.Helper()
	r, err := src.Text()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTextOfNoTextIsRaw(t *testing.T) {
	raw := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xFF"
	if got := readText(t, Bytes("x.txt", []byte(raw))); got != raw {
		t.Errorf("got %q", got)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{english, simplified, "\uFEFF" + russian, "caf\xE9 \xE4\xBD"} {
		f.Add([]byte(s), uint8(7))
		f.Add([]byte(encode(f, s, "utf-16le")), uint8(1))
	}
	f.Add([]byte(encode(f, simplified, "gb18030")), uint8(200))
	f.Fuzz(func(t *testing.T, in []byte, step uint8) {
		src := Bytes("x", in)
		src.Open = func() (io.ReadCloser, error) {
			return io.NopCloser(&stepReader{in, int(step) + 1}), nil
		}
		var d Damage
		got := readText(t, src.Watch(&d))
		switch {
		case src.Encoding == "":
			if got != string(in) {
				t.Fatal("bytes that are no text were changed")
			}
		case !utf8.ValidString(got):
			t.Fatalf("%s decodes to invalid UTF-8 %q", src.Encoding, got)
		case d.Count > strings.Count(got, "�"):
			t.Fatalf("%d damaged, %d shown", d.Count, strings.Count(got, "�"))
		case src.Encoding == "utf-8" && utf8.Valid(in) && got != string(in):
			t.Fatal("valid UTF-8 was changed")
		case src.Encoding == "utf-8" && bytes.Count(in, []byte("\n")) != strings.Count(got, "\n"):
			t.Fatal("lines were lost")
		}
		if whole := readText(t, Bytes("x", in)); whole != got {
			t.Fatalf("in steps %q, at once %q", got, whole)
		}
	})
}

func BenchmarkText(b *testing.B) {
	for _, enc := range []string{"utf-8", "gb18030", "utf-16le"} {
		b.Run(enc, func(b *testing.B) {
			src := Bytes("chat.txt", []byte(encode(b, strings.Repeat(simplified+english, 50_000), enc)))
			buf := make([]byte, 64<<10)
			b.SetBytes(src.Size)
			for b.Loop() {
				r, _ := src.Text()
				for {
					if _, err := r.Read(buf); err != nil {
						break
					}
				}
			}
		})
	}
}
