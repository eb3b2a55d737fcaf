package lexicon

import "unicode"

// lookAlikes are letters of other scripts that pass for Latin ones, folded only
// inside Latin words, so that Russian and Greek stay what they are.
var lookAlikes = map[rune]string{
	'а': "a", 'в': "b", 'е': "e", 'ё': "e", 'һ': "h", 'і': "i", 'ї': "i", 'ј': "j", 'к': "k", 'м': "m",
	'н': "h", 'о': "o", 'р': "p", 'с': "c", 'т': "t", 'у': "y", 'х': "x", 'ѕ': "s", 'ԁ': "d", 'ԛ': "q", 'ԝ': "w", 'ь': "b",
	'α': "a", 'β': "b", 'ε': "e", 'η': "n", 'ι': "i", 'κ': "k", 'ν': "v", 'ο': "o", 'ρ': "p", 'τ': "t", 'υ': "u", 'χ': "x", 'ω': "w",
	'ı': "i", 'ɡ': "g", 'ɑ': "a", 'ⅼ': "l",
}

// small maps small capitals, which NFKC leaves alone.
var small = map[rune]string{
	'ᴀ': "a", 'ʙ': "b", 'ᴄ': "c", 'ᴅ': "d", 'ᴇ': "e", 'ꜰ': "f", 'ɢ': "g", 'ʜ': "h", 'ɪ': "i", 'ᴊ': "j", 'ᴋ': "k", 'ʟ': "l", 'ᴍ': "m",
	'ɴ': "n", 'ᴏ': "o", 'ᴘ': "p", 'ʀ': "r", 'ꜱ': "s", 'ᴛ': "t", 'ᴜ': "u", 'ᴠ': "v", 'ᴡ': "w", 'ʏ': "y", 'ᴢ': "z",
	'➕': "+", '✚': "+", '✙': "+", '╋': "+", '’': "'", '‘': "'", '＇': "'", '´': "'", '⓿': "0",
}

// decorated folds letters and digits that are drawn in circles, boxes or small
// capitals and that NFKC does not know.
func decorated(r rune) (string, bool) {
	one := func(from rune) (string, bool) { return string('1' + r - from), true }
	switch {
	case '❶' <= r && r <= '❾':
		return one('❶')
	case '➀' <= r && r <= '➈':
		return one('➀')
	case '➊' <= r && r <= '➒':
		return one('➊')
	case '⓵' <= r && r <= '⓽':
		return one('⓵')
	case 0x1f150 <= r && r <= 0x1f169: // negative circled
		return string('a' + r - 0x1f150), true
	case 0x1f170 <= r && r <= 0x1f189: // negative squared
		return string('a' + r - 0x1f170), true
	case 0x1f1e6 <= r && r <= 0x1f1ff: // regional indicators
		return string('a' + r - 0x1f1e6), true
	}
	s, ok := small[r]
	return s, ok
}

// Dressed says whether a stretch of original text hides its letters or digits
// from a plain search: circled, boxed or small-capital forms, mathematical
// letters, look-alikes of another script beside Latin letters, or marks that
// show nothing between letters. Full width, which Chinese keyboards write, is
// not dress.
func Dressed(original string) bool {
	latin, foreign := false, false
	for _, r := range original {
		switch {
		case 'a' <= r|0x20 && r|0x20 <= 'z':
			latin = true
		case lookAlikes[unicode.ToLower(r)] != "":
			foreign = true
		case 0x200b <= r && r <= 0x200f, 0x2060 <= r && r <= 0x2064, r == 0xad, r == 0x20e3,
			0x2460 <= r && r <= 0x24ff, 0x2776 <= r && r <= 0x2793, 0x1d400 <= r && r <= 0x1d7ff, 0x1f110 <= r && r <= 0x1f1ff:
			return true
		default:
			if s := small[r]; s != "" && asciiLetter(s[0]) {
				return true
			}
		}
	}
	return latin && foreign
}
