package source

import (
	"archive/zip"
	"encoding/binary"
	"hash/crc32"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// memberName is the name of a member as its maker meant it, with slashes.
// Archives made in China hold GBK, those made by phones UTF-8 with or without
// the flag that says so, and old programs on Windows backslashes.
func memberName(f *zip.FileHeader) string {
	name := f.Name
	switch better := unicodePath(f); {
	case better != "":
		name = better
	case utf8.ValidString(name):
	default:
		name = legacyName(name)
	}
	return strings.ReplaceAll(unescapeU(name), `\`, "/")
}

// legacyName decodes a name that is no UTF-8.
func legacyName(name string) string {
	if s, err := simplifiedchinese.GBK.NewDecoder().String(name); err == nil && !strings.ContainsRune(s, utf8.RuneError) {
		return s
	}
	s, err := charmap.CodePage437.NewDecoder().String(name)
	if err != nil {
		return strings.ToValidUTF8(name, "\uFFFD")
	}
	return s
}

// unicodePath gives the name of the extra field 0x7075 (APPNOTE.TXT 4.6.9),
// which counts only while the plain name is the one it was made for.
func unicodePath(f *zip.FileHeader) string {
	for extra := f.Extra; len(extra) >= 4; {
		id, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		if size > len(extra) {
			return ""
		}
		field := extra[:size]
		extra = extra[size:]
		if id == 0x7075 && size > 5 && field[0] == 1 && utf8.Valid(field[5:]) &&
			binary.LittleEndian.Uint32(field[1:]) == crc32.ChecksumIEEE([]byte(f.Name)) {
			return string(field[5:])
		}
	}
	return ""
}

// unescapeU undoes #U and four hexadecimal digits, or #L and six, which unzip
// writes for characters that the system's own encoding lacks.
func unescapeU(s string) string {
	var b strings.Builder
	for s != "" {
		r, n := escaped(s)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s)
			b.WriteString(s[:n])
			s = s[n:]
			continue
		}
		s = s[n:]
		if r2, n2 := escaped(s); n2 > 0 && utf16.DecodeRune(r, r2) != utf8.RuneError {
			r, s = utf16.DecodeRune(r, r2), s[n2:]
		}
		b.WriteRune(r)
	}
	return b.String()
}

// escaped reads one escape at the start of s; n is 0 when there is none. An
// escape never stands for ASCII, so that no slash or dot can hide in it.
func escaped(s string) (r rune, n int) {
	digits := 0
	switch {
	case strings.HasPrefix(s, "#U"):
		digits = 4
	case strings.HasPrefix(s, "#L"):
		digits = 6
	}
	if digits == 0 || len(s) < 2+digits {
		return 0, 0
	}
	v, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	if err != nil || v < utf8.RuneSelf || v > utf8.MaxRune {
		return 0, 0
	}
	return rune(v), 2 + digits
}
