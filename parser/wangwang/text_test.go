package wangwang

import "testing"

func TestTextFixture(t *testing.T) { checkFixture(t, Text{}, "07_wangwang_manager_gb18030.txt") }

func TestQianniuCopiedFixture(t *testing.T) {
	checkFixture(t, QianniuCopied{}, "09_qianniu_clipboard.txt")
}
