package detect

import "backchannel/lexicon"

// markNumber is a run of digits as long as a phone number or an account that no
// form of identifier fits.
const markNumber = "long-number"

// longNumbers adds the runs of seven to twenty digits, at most maxNames of them.
func longNumbers(marks []lexicon.Mark, text string) []lexicon.Mark {
	most := len(marks) + maxNames
	for i := 0; i < len(text) && len(marks) < most; {
		n := 0
		for i+n < len(text) && '0' <= text[i+n] && text[i+n] <= '9' {
			n++
		}
		if n >= 7 && n <= 20 {
			marks = append(marks, lexicon.Mark{Kind: markNumber, Start: i, End: i + n})
		}
		i += max(n, 1)
	}
	return marks
}

// hasDigit says whether a text holds an ASCII digit.
func hasDigit(text string) bool {
	for i := range len(text) {
		if '0' <= text[i] && text[i] <= '9' {
			return true
		}
	}
	return false
}
