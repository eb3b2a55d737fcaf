package alibaba

import "testing"

func TestCopiedFixture(t *testing.T) { checkFixture(t, Copied{}, "05_copied_messenger.txt") }
