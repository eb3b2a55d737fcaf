package lexicon

// shortenings are words that end with a dot in the middle of a sentence.
var shortenings = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "co": true, "no": true, "inc": true, "ltd": true, "corp": true,
	"approx": true, "tel": true, "ref": true, "acc": true, "acct": true, "vs": true, "etc": true, "st": true, "dept": true,
}

// shortened says whether folded text ends with a word that takes a dot without
// ending the sentence.
func shortened(t string) bool {
	i := len(t)
	for i > 0 && asciiLetter(t[i-1]) && len(t)-i <= 6 {
		i--
	}
	return shortenings[t[i:]] && (i == 0 || !asciiLetter(t[i-1]))
}
