package detect

import "backchannel/lexicon"

// markNumber is a run of digits as long as a phone number or an account that no
// form of identifier fits.
const markNumber = "long-number"

// maxNames is how many names, and how many numbers, are looked at in one
// message.
const maxNames = 20

// shapes adds what looks like a name or a number by its characters alone: words
// like user names, which are six to twenty letters, digits and low lines,
// beginning with a letter, with a digit or a low line in them, and runs of seven
// to twenty digits.
func shapes(marks []lexicon.Mark, text string) []lexicon.Mark {
	names, numbers := 0, 0
	letters, others, digits := 0, 0, 0 // of the word so far; of the digits the last ones in a row
	for i := 0; i <= len(text); i++ {
		k := noName
		if i < len(text) {
			k = nameBytes[text[i]]
		}
		if k == nameDigit {
			others, digits = others+1, digits+1
			continue
		}
		if digits >= 7 && digits <= 20 && numbers < maxNames {
			numbers++
			marks = append(marks, lexicon.Mark{Kind: markNumber, Start: i - digits, End: i})
		}
		digits = 0
		switch k {
		case nameLetter:
			letters++
		case nameLine:
			others++
		default:
			n := letters + others
			if letters >= 3 && others > 0 && n >= 6 && n <= 20 && nameBytes[text[i-n]] == nameLetter && names < maxNames {
				names++
				marks = append(marks, lexicon.Mark{Kind: markName, Start: i - n, End: i})
			}
			letters, others = 0, 0
		}
	}
	return marks
}

// What a byte is in a user name.
const (
	noName uint8 = iota
	nameLetter
	nameDigit
	nameLine
)

var nameBytes = func() (t [256]uint8) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-0x20] = nameLetter, nameLetter
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = nameDigit
	}
	t['_'] = nameLine
	return t
}()

// hasDigit says whether a text holds an ASCII digit.
func hasDigit(text string) bool {
	for i := range len(text) {
		if digit(text[i]) {
			return true
		}
	}
	return false
}
