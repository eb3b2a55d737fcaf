package identifier

// digitWords are the words for digits.
var digitWords = map[string]byte{
	"zero": '0', "oh": '0', "one": '1', "two": '2', "three": '3', "four": '4', "five": '5', "six": '6', "seven": '7', "eight": '8', "nine": '9',
}

// numeral gives the digit that a Chinese numeral stands for, 0 for other runes.
func numeral(r rune) byte {
	switch r {
	case '零', '〇', '○', '洞':
		return '0'
	case '一', '壹', '幺':
		return '1'
	case '二', '贰', '貳', '两', '兩':
		return '2'
	case '三', '叁', '參':
		return '3'
	case '四', '肆':
		return '4'
	case '五', '伍':
		return '5'
	case '六', '陆', '陸':
		return '6'
	case '七', '柒', '拐':
		return '7'
	case '八', '捌':
		return '8'
	case '九', '玖', '勾':
		return '9'
	}
	return 0
}

func (t *scan) spoken() {}
