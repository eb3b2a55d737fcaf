package identifier

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestCandidateKeepsEverything puts labels, values and separators together at
// random: whatever Find finds, Candidate must let through.
func TestCandidateKeepsEverything(t *testing.T) {
	var words []string
	for _, l := range labels().all {
		words = append(words, l.word, strings.ToUpper(l.word))
	}
	parts := []string{" ", " ", ": ", "：", "\n", ", ", "。", "-", ".", "@", "❤", "\u200b", "(", ")", "/", " is ", "是", "的", "我", "a", "Z", "Ⓐ", "ａ", "ⅷ", "é", "🅰", "Lily Chen", "张伟", "sunshine", "abcdef-gh", "QXDBAEAD", "bkchhkhh", "BKCHHKHH",
		"Golden Sun Trading", "宁波启泰", "one", "two", "Three", "五", "〇", "壹", "万", "千", "百", "十", "成", "元", "块", "订金", "deposit", "underscore", "下划线", "s h i g u a n g", "(at)", "(dot)", "mail", "com", "fifty-fifty", "half", "W-e-C-h-a-t", "wEcHaT", "ᴡᴇᴄʜᴀᴛ", "加", "Ltd", "1", "7", "30", "70", "3/7", "110", "250", "4.5", "1,200", "5k", "3w", "3万", "12345", "123456", "13800138000", "138 0013", "8000", "8264", "*", "**", "x", "xx", "%", "$", "€", "US", "usd", "RMB", "元", "块", "美金", "蚊", "U", "percent", "尾号", "TEvAUd8hJv8dNZncLzUmAH1UdDBc93Td6z", "GB82", "WEST", "1Z", "9X4", "SF12", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "lily8", "MSKU", "91440300MA5ABCDE1H", "有限公司", "搜"}
	rng := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 60000 {
		var b strings.Builder
		for range 2 + rng.IntN(8) {
			if rng.IntN(3) == 0 {
				b.WriteString(words[rng.IntN(len(words))])
			} else {
				b.WriteString(parts[rng.IntN(len(parts))])
			}
		}
		var s scan
		text := b.String()
		if got := s.search(text); len(got) > 0 {
			found++
			checkFound(t, text, got)
			if !Candidate(text) {
				t.Fatalf("no candidate, but %q holds %+v", text, got)
			}
		}
	}
	if found < 2000 {
		t.Errorf("only %d of the texts held anything: the test has lost its subject", found)
	}
}

func TestCandidateLetsTalkPass(t *testing.T) {
	for _, s := range []string{"", "ok thanks", "We will ship the goods tomorrow morning, dear", "好的，收到", "请问什么时候发货", "您好，您那边方便吗", "yes, same colour as before", "😀👍"} {
		if Candidate(s) {
			t.Errorf("Candidate(%q) = true; it costs time on ordinary talk", s)
		}
	}
}
